// What the program would send of the buckets of a small map.

import {add, counts_of, growth_of, no_counts, slots} from "./map_json.mjs";

function cells_of(map, table, first, last, number) {
    const cells = [];
    const count = Math.min(number, last - first);
    for (let place = 0; place < count; ++place) {
        const begin = first + Math.floor(((last - first) * place) / count);
        const end = first + Math.floor(((last - first) * (place + 1)) / count);
        const sum = no_counts();
        let longest = 1;
        for (let bucket = begin; bucket < end; ++bucket) {
            const chain = map.chain_of(table, bucket);
            add(sum, counts_of(chain, table));
            longest = Math.max(longest, chain.length);
        }
        const {in_use, deleted, never_used, evacuated} = sum;
        cells.push([begin, end - begin, longest, in_use, deleted, never_used, evacuated]);
    }
    return cells;
}

function hex_of(level) {
    return level.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function words_of(map, table, first, last) {
    const words = [];
    for (let bucket = first; bucket < last; ++bucket) {
        const chain = map.chain_of(table, bucket);
        if (chain.length === 0) words.push([bucket, 0, ""]);
        chain.forEach((level, number) => words.push([bucket, number, hex_of(level)]));
    }
    return words;
}

export function buckets_of(map, {table, first, last, cells, has_words}) {
    const buckets = map[table]?.buckets ?? 0;
    const end = Math.min(last, buckets);
    return {
        table,
        buckets,
        slots_per_bucket: slots,
        first,
        last: end,
        cells: cells_of(map, table, first, end, cells),
        words: has_words ? words_of(map, table, first, end) : null,
        growth: growth_of(map),
        entries: map.entries,
    };
}
