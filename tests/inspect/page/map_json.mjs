// What the program would send of a small map: the shape of docs/inspect.schema.json.

export const slots = 8;
const columns = [
    "taken",
    "entries",
    "slots",
    "memory_bytes",
    "buckets",
    "overflow_buckets",
    "cursors",
    "growth",
    "in_use",
    "deleted",
    "never_used",
    "evacuated",
];

export function no_counts() {
    return {in_use: 0, deleted: 0, never_used: 0, evacuated: 0};
}

export function add(sum, more) {
    for (const name of Object.keys(sum)) sum[name] += more[name];
}

export function counts_of(chain, name) {
    const counts = no_counts();
    if (chain.length === 0) counts[name === "old" ? "evacuated" : "never_used"] = slots;
    for (const byte of chain.flat()) {
        ++counts[byte > 4 ? "in_use" : byte === 1 ? "deleted" : "never_used"];
    }
    return counts;
}

function table_figures(map, name) {
    const {buckets} = map[name];
    let levels = 0;
    for (let bucket = 0; bucket < buckets; ++bucket) {
        levels += Math.max(0, map.chain_of(name, bucket).length - 1);
    }
    return {
        buckets,
        bits: Math.log2(buckets),
        slots: slots * (buckets + levels),
        overflow_buckets: levels,
        overflow_free: 3,
        control_bytes: buckets * 12,
        entry_bytes: buckets * slots * 16,
        overflow_bytes: levels * 140,
        discarded_bytes: 0,
    };
}

function bytes_of(table) {
    return table === null ? 0 : table.control_bytes + table.entry_bytes + table.overflow_bytes;
}

export function growth_of(map) {
    const is_growing = map.old !== null;
    return {
        kind: is_growing ? "doubling" : "none",
        evacuated_buckets: is_growing ? map.evacuated : 0,
        old_buckets: map.old?.buckets ?? 0,
        progress: is_growing ? map.evacuated / map.old.buckets : 1,
        age_seconds: is_growing ? 12.5 : null,
        stalled_seconds: is_growing ? 0.5 : null,
    };
}

export function figures_of(map) {
    const current = table_figures(map, "current");
    const old = map.old && table_figures(map, "old");
    return {
        entries: map.entries,
        slots: current.slots + (old?.slots ?? 0),
        load: map.entries / current.slots,
        slots_per_bucket: slots,
        slot_bytes: 16,
        can_shrink: true,
        follows_go: false,
        memory_bytes: bytes_of(current) + bytes_of(old),
        retired_bytes: 0,
        current,
        old,
        growth: growth_of(map),
        cursors: [],
        counts: null,
    };
}

function chains_of(map) {
    return ["old", "current"].flatMap((table) =>
        Array.from({length: map[table]?.buckets ?? 0}, (_, bucket) => {
            const chain = map.chain_of(table, bucket);
            return {table, bucket, chain, counts: counts_of(chain, table)};
        }),
    );
}

export function census_of(map) {
    const sums = {current: no_counts(), old: no_counts()};
    const lengths = [0];
    const entries = [];
    const tophash = new Array(256).fill(0);
    const occupied = [];
    for (const {table, bucket, chain, counts} of chains_of(map)) {
        add(sums[table], counts);
        if (chain.length === 0) continue;
        lengths[chain.length] = (lengths[chain.length] ?? 0) + 1;
        entries[counts.in_use] = (entries[counts.in_use] ?? 0) + 1;
        for (const byte of chain.flat()) tophash[byte] += byte > 4;
        occupied.push({table, bucket, entries: counts.in_use, length: chain.length});
    }
    const all = {...sums.current};
    add(all, sums.old);
    const fullest = occupied.sort((left, right) => right.entries - left.entries);
    const chains = occupied.length;
    const buckets = occupied.reduce((sum, {length}) => sum + length, 0);
    return {
        slots: all,
        ...sums,
        chains,
        longest_chain: lengths.length - 1,
        mean_chain: buckets / chains,
        overflowing_share: (chains - (lengths[1] ?? 0)) / chains,
        overflowing_by_chance: 0.05,
        healthy_chain: 8,
        deleted_share: all.deleted / (all.in_use + all.deleted + all.never_used),
        chain_lengths: Array.from(lengths, (count) => count ?? 0),
        chain_entries: Array.from(entries, (count) => count ?? 0),
        tophash,
        chain_pairs: 1000,
        equal_pairs: 4,
        fullest: fullest.slice(0, 5),
        emptiest: fullest.slice(-5).reverse(),
        is_of_one_moment: false,
        is_complete: true,
        steps: 4,
        restarts: 0,
    };
}

export function history_row(map, taken, has_census) {
    const figures = figures_of(map);
    const counts = has_census ? census_of(map).slots : null;
    return [
        taken,
        figures.entries,
        figures.slots,
        figures.memory_bytes,
        figures.current.buckets,
        figures.current.overflow_buckets,
        0,
        figures.growth.kind,
        ...["in_use", "deleted", "never_used", "evacuated"].map((name) => counts?.[name] ?? null),
    ];
}

export function history_of(rows) {
    return {
        interval_seconds: 1,
        entries_peak: Math.max(...rows.map((row) => row[1])),
        columns,
        rows,
    };
}
