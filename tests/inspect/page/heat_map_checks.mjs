// Whether the heat map is a picture of the program's buckets.

import {expect} from "../../web/complaints.mjs";

// Moved ones are hatched, in two colours.
const states = {
    "in use": "--slots-in-use",
    reusable: "--slots-deleted",
    "never used": "--slots-never-used",
};

function state_of(byte) {
    if (byte > 4) return "in use";
    return byte === 1 ? "reusable" : byte === 0 ? "never used" : "moved";
}

// Returns: [x, y] all over the canvas.
function lattice({width, height}) {
    const points = [[4, 30]]; // where even the smallest table has a slot
    for (let down = 0; down < 3; ++down) {
        for (let across = 0; across < 5; ++across) {
            points.push([((across + 0.43) * width) / 5, 26 + ((down + 0.37) * (height - 26)) / 3]);
        }
    }
    return points;
}

// Returns: the colour of the canvas there, and that of a custom property.
function colours_at(page, x, y, property) {
    return page.locator("#heat-canvas").evaluate(
        (canvas, [left, top, name]) => {
            const scale = canvas.width / canvas.clientWidth;
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
            copy.drawImage(canvas, 0, 0);
            const [across, down] = [left * scale, top * scale].map(Math.floor);
            const {data} = copy.getImageData(across, down, 1, 1);
            const hex = [...data.slice(0, 3)].map((part) => part.toString(16).padStart(2, "0"));
            const wanted = getComputedStyle(document.documentElement).getPropertyValue(name);
            return {is_drawn: data[3] > 0, drawn: `#${hex.join("")}`, wanted: wanted.trim()};
        },
        [x, y, property],
    );
}

function number(text) {
    return Number(text.replaceAll(",", ""));
}

const slot_read =
    /^(\w+) table, bucket ([\d,]+), (?:overflow bucket (\d+), )?slot (\d+): ([a-z ]+\w)/;

// What is said of a slot and drawn for it is what the program sent.
async function check_slot(guest, [x, y], text) {
    const [, table, bucket, level = "0", slot, state] = slot_read.exec(text);
    const {words} = guest.buckets(table.toLowerCase());
    const hex = words.find(([of, at]) => of === number(bucket) && at === number(level))?.[2] ?? "";
    const sent = state_of(parseInt(hex.slice(2 * slot, 2 * slot + 2), 16));
    expect(sent === state, `the program sent "${sent}", and the page says: ${text}`);
    if (!states[state]) return;
    const {is_drawn, drawn, wanted} = await colours_at(guest.page, x, y, states[state]);
    const is_gap = !is_drawn;
    expect(is_gap || drawn === wanted, `"${text}" has the colour ${drawn}, not ${wanted}`);
}

const cell_read = /^(\w+) table, buckets ([\d,]+) to/;

function check_cell(guest, place, contents) {
    const [, table, bucket] = cell_read.exec(place);
    const {cells} = guest.buckets(table.toLowerCase());
    const cell = cells.find(([first]) => first === number(bucket));
    expect(cell !== undefined, `no cell begins with bucket ${bucket}`);
    const used = /Slots: ([\d,]+) in use/.exec(contents);
    expect(
        !cell || number(used?.[1] ?? "0") === cell[3],
        `a cell has ${cell?.[3]} slots in use, and the page says: ${contents}`,
    );
}

// Requires: the page is paused.
export async function heat_map_tells_the_truth(guest, name) {
    const canvas = guest.page.locator("#heat-canvas");
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    let slots = 0;
    let cells = 0;
    for (const [x, y] of lattice(box)) {
        await guest.page.mouse.move(box.x + x, box.y + y);
        const place = await guest.text(".readout strong");
        if (slot_read.test(place)) {
            ++slots;
            await check_slot(guest, [x, y], place);
        } else if (cell_read.test(place)) {
            ++cells;
            check_cell(guest, place, await guest.text(".readout span"));
        }
    }
    expect(slots + cells > 0, `the heat map of ${name} says nothing wherever it is pointed at`);
    await guest.page.mouse.move(0, 0);
}
