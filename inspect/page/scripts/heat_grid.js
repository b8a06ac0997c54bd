// What the program says of the buckets of a table, as columns to draw: a column a bucket with its
// slots, or a column a cell with its counts.

import {deleted, evacuated, in_use, never_used, state_of, states} from "./slot_states.js";

function bytes_of(hex) {
    return Uint8Array.from({length: hex.length / 2}, (_, place) =>
        parseInt(hex.slice(2 * place, 2 * place + 2), 16),
    );
}

// `levels` has the tophash bytes of the bucket and of its overflow buckets. A bucket that is
// evacuated, or not yet written, has none: `absent` is the state that its slots are in.
function slot_columns({words, table, slots_per_bucket}) {
    const columns = [];
    for (const [bucket, level, hex] of words) {
        if (columns.at(-1)?.bucket !== bucket) {
            columns.push({bucket, buckets: 1, levels: [], counts: states.map(() => 0), longest: 1});
        }
        const column = columns.at(-1);
        if (hex === "") {
            column.absent = table === "old" ? evacuated : never_used;
            column.counts[column.absent] += slots_per_bucket;
            continue;
        }
        const tophash = bytes_of(hex);
        column.levels.push(tophash);
        column.longest = level + 1;
        for (const byte of tophash) ++column.counts[state_of(byte)];
    }
    return columns;
}

function cell_columns({cells}) {
    return cells.map(([bucket, buckets, longest, used, gone, free, moved]) => {
        const counts = [];
        counts[in_use] = used;
        counts[deleted] = gone;
        counts[never_used] = free;
        counts[evacuated] = moved;
        return {bucket, buckets, longest, counts};
    });
}

// Returns: nothing where there is no such table.
export function grid_of(answer) {
    if (answer.buckets === 0) return null;
    const has_slots = answer.words !== null && answer.words !== undefined;
    const columns = has_slots ? slot_columns(answer) : cell_columns(answer);
    if (columns.length === 0) return null;
    return {
        table: answer.table,
        buckets: answer.buckets,
        slots_per_bucket: answer.slots_per_bucket,
        first: columns[0].bucket,
        last: columns.at(-1).bucket + columns.at(-1).buckets,
        has_slots,
        columns,
    };
}

function is_same(left, right) {
    return left.length === right.length && left.every((value, place) => value === right[place]);
}

function has_changed(column, before) {
    if (!column.levels) return !is_same(column.counts, before.counts);
    return (
        column.levels.length !== before.levels.length ||
        column.absent !== before.absent ||
        column.levels.some((level, place) => !is_same(level, before.levels[place]))
    );
}

// Effects: gives columns that are not as they were `before`, which says how.
// Returns: the part of them.
export function note_changes(grid, former) {
    const is_comparable =
        former &&
        former.buckets === grid.buckets &&
        former.first === grid.first &&
        former.has_slots === grid.has_slots &&
        former.columns.length === grid.columns.length;
    if (!is_comparable) return 0;
    let changed = 0;
    grid.columns.forEach((column, place) => {
        const before = former.columns[place];
        delete before.before;
        if (!has_changed(column, before)) return;
        column.before = before;
        ++changed;
    });
    return changed / grid.columns.length;
}
