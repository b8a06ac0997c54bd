// What is true of the page whatever map it shows.

import {canvases, settled} from "../../web/browser.mjs";
import {complaints, expect} from "../../web/complaints.mjs";
import {check_figures} from "./figures.mjs";

export async function plots_are_drawn(page, name) {
    const drawn = await canvases(page);
    const sections = drawn.map(({section}) => section).join();
    expect(
        sections === "buckets,timelines,timelines,timelines",
        `${name} has canvases in ${sections}`,
    );
    for (const {section, colours, pixels} of drawn) {
        expect(colours >= 2 && pixels >= 60, `a canvas of ${name} in ${section} is blank`);
    }
}

// Opens all tables, so that their figures are there.
export async function open_tables(page) {
    await page.locator("details.data").evaluateAll((all) => {
        for (const node of all) node.open = true;
    });
    await settled(page);
}

export async function figures_are_the_programs(page, answer, id) {
    const [paths, wrong] = await check_figures(page, answer, id);
    complaints.push(...wrong.slice(0, 20));
    const map = answer.maps.find((one) => one.map.id === id);
    const wanted = [
        "figures.entries",
        "figures.slots",
        "figures.load",
        "figures.memory_bytes",
        "figures.growth.progress",
        "map.map_type",
        "history.entries.0",
        ...map.findings.flatMap((_, place) => [
            `findings.${place}.what`,
            `findings.${place}.advice`,
        ]),
        ...map.figures.cursors.map((_, place) => `figures.cursors.${place}.age_seconds`),
        ...(map.census
            ? ["census.deleted_share", "census.chain_lengths.1", "census.tophash.77"]
            : []),
        ...Object.keys(map.figures.counts ?? {}).map((name) => `figures.counts.${name}`),
    ];
    for (const path of wanted) expect(paths.has(path), `the page lacks ${path}`);
}

// Names, headings and descriptions for those who can't see the page.
export async function page_says_what_it_shows(page) {
    const wrong = await page.evaluate(() => {
        const found = [];
        const name = (node) => node.getAttribute("aria-label") || node.textContent.trim();
        for (const node of document.querySelectorAll("button, a, [role=region], [role=img]")) {
            if (name(node) === "") found.push(`${node.outerHTML.slice(0, 80)} has no name`);
        }
        for (const node of document.querySelectorAll("th:not([scope])")) {
            found.push(`the heading "${node.textContent}" does not say of what`);
        }
        const ids = [...document.querySelectorAll("[id]")].map(({id}) => id);
        for (const id of new Set(ids.filter((one, place) => ids.indexOf(one) !== place))) {
            found.push(`the id ${id} is there more than once`);
        }
        for (const node of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
            for (const attribute of ["aria-labelledby", "aria-describedby"]) {
                const id = node.getAttribute(attribute);
                if (id && !document.getElementById(id)) found.push(`there is no ${id}`);
            }
        }
        for (const node of document.querySelectorAll("figure.plot")) {
            const axis = node.querySelector(".axis-label.y").textContent;
            const said = node.querySelector("figcaption").textContent;
            if (!/\(.+\)/.test(axis)) found.push(`the axis "${axis}" has no unit`);
            if (said.length < 20) found.push(`a plot is described by "${said}"`);
        }
        if (document.querySelectorAll("main").length !== 1) found.push("there is no one <main>");
        return found;
    });
    complaints.push(...wrong.slice(0, 10));
}

// Whether what receives the focus can be seen to have it, and nothing is left out.
export async function keyboard_reaches_everything(page, ids) {
    const reached = new Set();
    await page.evaluate(() => document.activeElement.blur());
    for (let step = 0; step < 60 + ids.length; ++step) {
        await page.keyboard.press("Tab");
        reached.add(
            await page.evaluate(() => {
                const node = document.activeElement;
                const tag = node.tagName.toLowerCase();
                return node.dataset.map ?? (node.id || node.getAttribute("aria-label") || tag);
            }),
        );
    }
    const wanted = [
        "pause",
        "theme",
        "heat-in",
        "heat-canvas",
        "summary",
        "Both tables and their memory",
        ...ids.map(String),
    ];
    for (const name of wanted) expect(reached.has(name), `the tab key does not reach ${name}`);
}

function background(page) {
    return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

export async function both_themes_render(light, dark) {
    const [by_day, by_night] = [await background(light), await background(dark)];
    expect(by_day !== by_night, `light and dark have the same background, ${by_day}`);
    await plots_are_drawn(dark, "the dark page");
    await light.locator("#theme").focus();
    await light.keyboard.press("Enter");
    expect((await background(light)) === by_night, "the button does not make the page dark");
    await light.keyboard.press("Enter");
    expect((await background(light)) === by_day, "the button does not make the page light again");
}

export async function fits(page, width) {
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(needed <= width, `on a screen of ${width} pixels the page is ${needed} wide`);
}
