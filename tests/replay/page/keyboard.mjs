// What the page lets people do who have no pointer.

import {canvases, changed, settled} from "../../web/browser.mjs";
import {expect} from "../../web/complaints.mjs";

export async function keyboard_takes_maps_out(page, report) {
    for (const [index, map] of report.maps.entries()) {
        const before = await canvases(page);
        const button = page.locator(`.legend [data-map="${index}"]`);
        await button.focus();
        await page.keyboard.press("Space");
        await settled(page);
        const pressed = await button.getAttribute("aria-pressed");
        expect(pressed === "false", `the space bar does not take ${map.name} out`);
        const without = changed(before, await canvases(page));
        const has_values = (values) => values.some((value) => value > 0);
        if (has_values(map.timeline.worst_ns)) {
            expect(without.includes("pauses"), `without ${map.name} pauses looks the same`);
        }
        if (has_values(map.timeline.map_bytes)) {
            expect(without.includes("memory"), `without ${map.name} memory looks the same`);
        }
        await page.keyboard.press("Enter");
        await settled(page);
        const left = changed(before, await canvases(page));
        expect(left.length === 0, `${map.name} comes back, and there is a difference in ${left}`);
    }
}

export async function keyboard_reaches_everything(page, report) {
    const reached = new Set();
    await page.evaluate(() => document.activeElement.blur());
    for (let step = 0; step < 60 + report.maps.length; ++step) {
        await page.keyboard.press("Tab");
        reached.add(
            await page.evaluate(() => {
                const node = document.activeElement;
                return node.name || node.id || node.dataset.map || node.tagName.toLowerCase();
            }),
        );
    }
    const kinds = report.maps.some((map) => map.latency_ns);
    const names = [
        "theme",
        "all-maps",
        "memory-kind",
        "summary",
        ...(kinds ? ["operation-kind"] : []),
    ];
    for (const name of [...names, ...report.maps.keys()]) {
        expect(reached.has(String(name)), `the tab key does not reach ${name}`);
    }
}

export async function keyboard_chooses_what_is_shown(page) {
    for (const [name, section] of [
        ["memory-kind", "memory"],
        ["operation-kind", "latency"],
    ]) {
        const choices = page.locator(`input[name="${name}"]`);
        if ((await choices.count()) < 2) continue;
        const before = await canvases(page);
        await choices.first().focus();
        await page.keyboard.press("ArrowRight");
        await settled(page);
        expect(await choices.nth(1).isChecked(), `the arrow keys do not move ${name}`);
        const now = changed(before, await canvases(page));
        expect(now.join() === section, `${name} should change ${section}, and changes ${now}`);
        await page.keyboard.press("ArrowLeft");
    }
}
