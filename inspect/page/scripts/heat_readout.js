// A column of the heat map in words.

import {count, percent} from "../../../web/scripts/units.js";

import {state_of, states} from "./slot_states.js";

function buckets_text(number) {
    return `${count(number)} ${number === 1 ? "bucket" : "buckets"}`;
}

function place_text({buckets, bucket}) {
    return buckets === 1
        ? `bucket ${count(bucket)}`
        : `buckets ${count(bucket)} to ${count(bucket + buckets - 1)}`;
}

function hex(byte) {
    return byte.toString(16).padStart(2, "0");
}

function slot_text({levels}, {level, slot}) {
    const byte = levels[level]?.[slot];
    if (byte === undefined) return "";
    const state = state_of(byte);
    const tophash = state === 0 ? `, tophash ${hex(byte)}` : "";
    const where = level === 0 ? "" : `overflow bucket ${level}, `;
    return `${where}slot ${slot}: ${states[state].name}${tophash}. `;
}

function levels_text({levels}) {
    if (levels.length === 0) return " Not written yet, or moved.";
    const rows = levels.map((level) => [...level].map(hex).join(" "));
    return ` Tophash bytes: ${rows.join(" | ")}.`;
}

function chain_text({buckets, longest}) {
    if (buckets === 1) return longest === 1 ? "No overflow bucket." : `A chain of ${longest}.`;
    return `Longest chain: ${buckets_text(longest)}.`;
}

export function counts_text(counts) {
    const all = counts.reduce((sum, part) => sum + part, 0);
    return states
        .map(({name}, state) => [name, counts[state]])
        .filter(([, part]) => part > 0)
        .map(([name, part]) => `${count(part)} ${name} (${percent(part / all)})`)
        .join(", ");
}

// Returns: [place, contents].
export function column_text(grid, at) {
    const column = grid.columns[at.place];
    const table = grid.table === "old" ? "Old table" : "Current table";
    const slot = column.levels ? slot_text(column, at) : "";
    return [
        `${table}, ${place_text(column)}${slot ? `, ${slot}` : ". "}`,
        `${column.levels ? "The bucket's slots" : "Slots"}: ${counts_text(column.counts)}. ` +
            `${chain_text(column)}${column.levels ? levels_text(column) : ""}`,
    ];
}

// What the picture shows, for those who can't see it.
export function picture_text(grids) {
    return grids
        .map((grid) => {
            const sums = states.map((_, state) =>
                grid.columns.reduce((sum, {counts}) => sum + counts[state], 0),
            );
            const table = grid.table === "old" ? "Old table" : "Current table";
            const range = `buckets ${count(grid.first)} to ${count(grid.last - 1)}`;
            return `${table}, ${range} of ${count(grid.buckets)}: ${counts_text(sums)}.`;
        })
        .join(" ");
}
