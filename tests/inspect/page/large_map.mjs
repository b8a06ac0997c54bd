// A map of 20 million entries, of which nothing is kept but the counts.

import {chance} from "./table.mjs";

const slots = 8;
export const buckets = 2 ** 22; // 6.5 entries a bucket are the most before it doubles

// Slots of a range of buckets, smooth over the table so that the picture has something to show.
function counts_of(first, count, moved) {
    const middle = (first + count / 2) / buckets;
    const all = count * slots;
    const in_use = Math.round(all * (0.58 + 0.1 * Math.sin(12 * middle)));
    const deleted = Math.round(all * 0.08 * (1 + Math.cos(5 * middle + moved)));
    return [in_use, deleted, all - in_use - deleted, 0];
}

export const large_entries = 20_000_000;

export function large_figures() {
    const table = {
        buckets,
        bits: 22,
        slots: buckets * slots,
        overflow_buckets: 412_000,
        overflow_free: 12_000,
        control_bytes: buckets * 12,
        entry_bytes: buckets * slots * 16,
        overflow_bytes: 57_680_000,
        discarded_bytes: 0,
    };
    return {
        entries: large_entries,
        slots: table.slots + table.overflow_buckets * slots,
        load: large_entries / (table.slots + table.overflow_buckets * slots),
        slots_per_bucket: slots,
        slot_bytes: 16,
        memory_bytes: table.control_bytes + table.entry_bytes + table.overflow_bytes,
        current: table,
    };
}

export function large_buckets({table, first, last, cells, has_words}, moved) {
    if (table === "old") {
        return {table, buckets: 0, slots_per_bucket: slots, cells: [], words: null};
    }
    const end = Math.min(last, buckets);
    const number = Math.min(cells, end - first);
    const random = new chance(first + 1);
    const byte = () => [0, 1, 0x40, 0x80, 0xa0, 0xff, 0x33, 0x9c][random.below(8)];
    return {
        table,
        buckets,
        slots_per_bucket: slots,
        first,
        last: end,
        cells: Array.from({length: number}, (_, place) => {
            const begin = first + Math.floor(((end - first) * place) / number);
            const count = first + Math.floor(((end - first) * (place + 1)) / number) - begin;
            return [begin, count, 2 + (place % 3), ...counts_of(begin, count, moved)];
        }),
        words: has_words
            ? Array.from({length: end - first}, (_, place) => [
                  first + place,
                  0,
                  Array.from({length: slots}, () => byte().toString(16).padStart(2, "0")).join(""),
              ])
            : null,
    };
}
