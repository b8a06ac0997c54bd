// Opens a report page in Chromium and checks it against its report:
//
//     node browser_test.mjs PAGE.html REPORT.json [SCREENSHOT_FOLDER]
//
// EBB_PAGE_MODULES names the folder that has playwright-core; else it is replay/page/node_modules.

import {mkdirSync, readFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

import {canvases, open_page, settled, start_browser} from "../../web/browser.mjs";
import {complaints, expect} from "../../web/complaints.mjs";
import {check_figures} from "./figures.mjs";
import {
    keyboard_chooses_what_is_shown,
    keyboard_reaches_everything,
    keyboard_takes_maps_out,
} from "./keyboard.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const modules = process.env.EBB_PAGE_MODULES || join(here, "../../../replay/page/node_modules");

function sections_of(report) {
    const has_slots = report.maps.filter((map) => map.inside?.slots).length;
    const has_times = report.maps.some((map) => map.latency_ns);
    return [
        "pauses",
        "memory",
        "bytes-per-entry",
        ...(has_times ? ["latency"] : []),
        ...new Array(has_slots).fill("slots"),
    ];
}

async function plots_are_drawn(page, report) {
    const drawn = await canvases(page);
    const sections = drawn.map(({section}) => section);
    expect(
        sections.join() === sections_of(report).join(),
        `there should be plots in ${sections_of(report)}, and there are in ${sections}`,
    );
    for (const {section, colours, pixels} of drawn) {
        expect(colours >= 4 && pixels >= 500, `the plot in ${section} is blank`);
    }
    const bars = await page
        .locator("#throughput .bar")
        .evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
    expect(
        bars.length === report.maps.length && bars.every((width) => width > 0),
        `the bars of throughput are ${bars} pixels wide`,
    );
}

async function plots_say_what_they_show(page) {
    const figures = await page.locator("figure.plot").evaluateAll((all) =>
        all.map((node) => ({
            section: node.closest("section").id,
            x: node.querySelector(".axis-label.x")?.textContent ?? "",
            y: node.querySelector(".axis-label.y")?.textContent ?? "",
            canvas: node.querySelector("canvas") !== null,
            label: node.querySelector("[role=img]")?.getAttribute("aria-label") ?? "",
            caption: node.querySelector("figcaption")?.textContent ?? "",
        })),
    );
    for (const {section, x, y, canvas, label, caption} of figures) {
        expect(x.length > 5, `a plot in ${section} has no label of its x axis`);
        expect(caption.length > 20, `a plot in ${section} has no caption`);
        if (!canvas) continue;
        expect(/\(.+\)/.test(y), `the y axis in ${section} is labelled "${y}", without a unit`);
        expect(label.length > 20, `a plot in ${section} has no description`);
    }
    const bare = await page.locator("th:not([scope])").count();
    expect(bare === 0, `${bare} table headings don't say what they are the heading of`);
}

async function figures_are_the_reports(page, report) {
    await page.locator("details.data").evaluateAll((all) =>
        all.forEach((node) => {
            node.open = true;
        }),
    );
    await settled(page);
    const [figures, wrong] = await check_figures(page, report);
    complaints.push(...wrong.slice(0, 20));
    const paths = new Set(figures.map(({path}) => path));
    const wanted = 40 + report.maps.length * (20 + 3 * report.timeline.x.length);
    expect(paths.size >= wanted, `the page has ${paths.size} figures, fewer than ${wanted}`);
    for (const path of ["longest_pause_ns", "operations_per_second", "memory.peak_bytes"]) {
        report.maps.forEach((_, index) =>
            expect(paths.has(`maps.${index}.${path}`), `the page lacks maps.${index}.${path}`),
        );
    }
}

async function banner_shows_what_is_missing(page, report) {
    const banners = await page.locator(".banner.incomplete:visible").count();
    expect(
        banners === (report.complete ? 0 : 1),
        `complete is ${report.complete}, and the page has ${banners} banners that say otherwise`,
    );
    expect((await page.title()).includes(report.input.name), "the title does not name the input");
}

async function plots_say_how_times_came_about(page, report) {
    const busy = report.warnings.find(({name}) => name === "busy_machine");
    const rounds = report.rounds === 1 ? "One round:" : `${report.rounds} rounds:`;
    const sections = ["pauses", ...(report.maps[0].latency_ns ? ["latency"] : []), "throughput"];
    for (const section of sections) {
        const said = (await page.locator(`#${section} .noise`).allTextContents()).join();
        expect(said.includes(rounds), `${section} does not say that there are ${rounds} "${said}"`);
        expect(
            busy === undefined || said.includes(busy.text),
            `${section} does not say that the machine was busy: "${said}"`,
        );
    }
    const warned = await page.locator(".banner.warning:visible").allTextContents();
    expect(
        warned.join("\n") === report.warnings.map(({text}) => `${text}.`).join("\n"),
        `the page warns of "${warned}"`,
    );
}

// Of all tables that are open: whether each says that it scrolls where it does, and only there.
async function tables_say_that_they_scroll(page) {
    const boxes = await page.locator(".scroll:visible").evaluateAll((all) =>
        all.map((box) => ({
            name: box.getAttribute("aria-label"),
            scrolls: box.scrollWidth > box.clientWidth + 1,
            hinted: box.previousElementSibling?.matches(".scroll-hint:not([hidden])") ?? false,
        })),
    );
    for (const {name, scrolls, hinted} of boxes) {
        expect(scrolls === hinted, `${name}: scrolls is ${scrolls}, and it says ${hinted}`);
    }
    return boxes.some(({scrolls}) => scrolls);
}

async function pointer_shows_values(page) {
    const plot = page.locator("#pauses .u-over");
    await plot.scrollIntoViewIfNeeded();
    await plot.hover();
    await settled(page);
    const rows = await page.locator("#pauses .tooltip:visible tr").count();
    expect(rows > 0, "the pointer over a plot shows no values");
    const lines = await page
        .locator("#memory .u-cursor-x")
        .evaluateAll((all) => all.filter((line) => !line.classList.contains("u-off")).length);
    expect(lines === 1, "the pointer over one plot does not show the same moment in another");
}

function background(page) {
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

async function both_themes_render(light, dark) {
    const [by_day, by_night] = [await background(light), await background(dark)];
    expect(by_day !== by_night, `light and dark have the same background, ${by_day}`);
    for (const {section, colours} of await canvases(dark)) {
        expect(colours >= 4, `the plot in ${section} is blank in the dark`);
    }
    const button = light.locator("#theme");
    expect((await button.textContent()) === "Dark theme", "the button does not say what it does");
    await button.focus();
    await light.keyboard.press("Enter");
    expect((await background(light)) === by_night, "the button does not make the page dark");
    expect((await button.textContent()) === "Light theme", "the button says what it did");
    await light.keyboard.press("Enter");
    expect((await background(light)) === by_day, "the button does not make the page light again");
}

async function fits(page, width) {
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(needed <= width, `on a screen of ${width} pixels the page is ${needed} wide`);
}

async function run(page_file, report_file, screenshots) {
    const report = JSON.parse(readFileSync(report_file, "utf8"));
    const url = pathToFileURL(resolve(page_file)).href;
    const browser = await start_browser(modules);
    const open = (width, scheme) => open_page(browser, url, {width, scheme}, complaints);
    const picture = async (page, name) => {
        if (!screenshots) return;
        mkdirSync(screenshots, {recursive: true});
        await page.screenshot({path: join(screenshots, `${name}.png`), fullPage: true});
    };
    try {
        const light = await open(1280, "light");
        const dark = await open(1280, "dark");
        const narrow = await open(360, "light");
        await picture(light, "light");
        await picture(dark, "dark");
        await picture(narrow, "narrow");
        await plots_are_drawn(light, report);
        await plots_say_what_they_show(light);
        await banner_shows_what_is_missing(light, report);
        await plots_say_how_times_came_about(light, report);
        await tables_say_that_they_scroll(light);
        expect(
            (await tables_say_that_they_scroll(narrow)) || report.maps.length < 3,
            "on a phone the summary of three maps should scroll",
        );
        await both_themes_render(light, dark);
        await fits(light, 1280);
        await fits(narrow, 360);
        await plots_are_drawn(narrow, report);
        await keyboard_reaches_everything(light, report);
        await keyboard_takes_maps_out(light, report);
        await keyboard_chooses_what_is_shown(light);
        await pointer_shows_values(light);
        await figures_are_the_reports(narrow, report);
        await tables_say_that_they_scroll(narrow); // those of the data, too, which are open now
        await fits(narrow, 360);
    } finally {
        await browser.close();
    }
}

const [page_file, report_file, screenshots] = process.argv.slice(2);
if (report_file === undefined) {
    console.error("usage: node browser_test.mjs PAGE.html REPORT.json [SCREENSHOT_FOLDER]");
    process.exit(2);
}
try {
    await run(page_file, report_file, screenshots);
} catch (error) {
    complaints.push(`the test could not go on: ${error.stack}`);
}
for (const complaint of complaints) console.error(`FAILED: ${complaint}`);
if (complaints.length === 0) console.log("The page shows its report.");
process.exitCode = complaints.length === 0 ? 0 : 1;
