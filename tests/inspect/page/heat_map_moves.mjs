// What can be done with the heat map by keys, pointer, wheel and buttons.

import {settled} from "../../web/browser.mjs";
import {expect} from "../../web/complaints.mjs";
import {until} from "./visitor.mjs";

function labels(page) {
    return page.locator(".heat-label:visible").allTextContents();
}

// Waits until what the labels say is another thing than before, after `step`.
async function changes(guest, what, step) {
    const before = (await labels(guest.page)).join();
    await step();
    await until(what, async () => (await labels(guest.page)).join() !== before);
    await settled(guest.page);
}

// Requires: a map with many buckets that does not grow.
export async function heat_map_zooms(guest) {
    const {page} = guest;
    const canvas = page.locator("#heat-canvas");
    const press = (key) => () => page.keyboard.press(key);
    const whole = (await labels(page)).join();
    await canvas.focus();
    await changes(guest, "+ zooms in", press("+"));
    await changes(guest, "+ zooms in again", press("+"));
    await changes(guest, "Page Down moves on", press("PageDown"));
    await changes(guest, "Shift and the arrow move back", press("Shift+ArrowLeft"));
    await changes(guest, "- zooms out", press("-"));
    await changes(guest, "0 shows the whole table", press("0"));
    expect((await labels(page)).join() === whole, "the whole table is not shown again");

    await changes(guest, "the button zooms in", () => page.locator("#heat-in").click());
    await changes(guest, "the button moves on", () => page.locator("#heat-on").click());
    await changes(guest, "the slider moves on", async () => {
        await page.locator("#heat-part").focus();
        await page.keyboard.press("Home");
    });
    await changes(guest, "the button shows all", () => page.locator("#heat-whole").click());

    const box = await canvas.boundingBox();
    await changes(guest, "the wheel zooms in", async () => {
        await canvas.focus();
        await canvas.hover({position: {x: box.width / 2, y: 40}, force: true});
        await page.mouse.wheel(0, -300);
    });
    await changes(guest, "a double click shows all", () =>
        canvas.dblclick({position: {x: 30, y: 40}, force: true}),
    );
    await changes(guest, "dragging across cells shows them", () => drag(page, canvas));
    await changes(guest, "0 shows the whole table", async () => {
        await canvas.focus();
        await page.keyboard.press("0");
    });
}

async function drag(page, canvas) {
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    await page.mouse.move(box.x + 60, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 160, box.y + 40, {steps: 4});
    await page.mouse.up();
}

export async function heat_map_goes_down_to_single_slots(guest) {
    const {page} = guest;
    expect(/Zoom in to see/.test(await guest.text(".heat-lead")), "a large map is shown by slots");
    await page.locator("#heat-canvas").focus();
    for (let step = 0; step < 40 && guest.buckets("current").words === null; ++step) {
        const before = guest.buckets("current");
        await page.keyboard.press("+");
        await until("zooming in brings other buckets", () => guest.buckets("current") !== before);
    }
    await until("a cell is a slot", async () =>
        /a cell is a slot/.test(await guest.text(".heat-lead")),
    );
    await page.keyboard.press("0");
    await until("all is shown", async () => /Zoom in/.test(await guest.text(".heat-lead")));
}

export async function heat_map_details(guest) {
    const choices = guest.page.locator('input[name="heat-detail"]');
    for (const [place, cells] of [
        [1, 16_384],
        [2, 65_536],
        [0, 4096],
    ]) {
        const before = await guest.picture();
        await choices.nth(place).check({force: true});
        await until(
            `${cells} cells are asked for`,
            () => guest.buckets("current").cells.length === cells,
        );
        await until("the picture is another", async () => (await guest.picture()) !== before);
    }
}

export async function keys_read_the_heat_map(guest) {
    const {page} = guest;
    await page.locator("#heat-canvas").focus();
    // Read when the key has done its work: a living map may have changed by the time we could ask.
    await page.evaluate(() => {
        const texts = [".readout strong", "#buckets [aria-live]"];
        document.addEventListener("keydown", () => {
            globalThis.after_key = texts.map((text) => document.querySelector(text).textContent);
        });
    });
    const places = new Set();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "End", "Home", "t"]) {
        await page.keyboard.press(key);
        const [place, said] = await page.evaluate(() => globalThis.after_key);
        expect(/table, bucket/.test(place), `after ${key} the page says "${place}"`);
        expect(said.startsWith(place), `screen readers are told "${said}" of "${place}"`);
        places.add(place);
    }
    expect(places.size >= 4, `keys lead to ${[...places].join(" / ")} only`);
    await page.keyboard.press("Escape");
    expect(/Point at/.test(await guest.text(".readout strong")), "Escape does not let go");
}
