// Maps in the states that the page has to show: one that churns, one that grows, one with findings,
// a large one, one with a hostile name.

import {buckets_of} from "./buckets_json.mjs";
import {
    buckets as large_table,
    large_buckets,
    large_entries,
    large_figures,
} from "./large_map.mjs";
import {census_of, figures_of, history_of, history_row} from "./map_json.mjs";
import {small_map} from "./table.mjs";

export const hostile_name = '<script>document.title="taken over"</script>';

function identity(id, name) {
    return {
        id,
        name,
        map_type: "ebb::map<unsigned long, shop::session>",
        key_type: "unsigned long",
        value_type: "shop::session",
        policy: "ebb::default_policy",
        site: {function: "int main(int, char**)", file: "examples/inspect/live.cpp", line: 42},
        watched_since: 0,
    };
}

// What a map is at a time, and what happens to it in a step.
class watched {
    constructor(id, name, map, step, rest = {}) {
        this.identity = identity(id, name);
        this.map = map;
        this.step = step;
        this.findings = rest.findings ?? [];
        this.trouble = rest.trouble ?? "";
        this.figures = rest.figures ?? {};
        this.rows_ = [];
    }

    live(now) {
        this.step(this.map);
        this.note(now);
    }

    note(now) {
        this.rows_.push(history_row(this.map, now, this.rows_.length % 5 === 0));
    }

    json(now) {
        return {
            map: {...this.identity, watched_since: now - 7200},
            taken: now,
            trouble: this.trouble,
            figures: {...figures_of(this.map), ...this.figures},
            census_taken: now - 2,
            census: census_of(this.map),
            history: history_of(this.rows_),
            findings: this.findings,
        };
    }

    buckets(range) {
        return buckets_of(this.map, range);
    }
}

class large extends watched {
    constructor(id, name) {
        super(id, name, new small_map(64, 300, 5), () => {});
        this.moved_ = 0;
        this.large_rows_ = [];
    }

    live(now) {
        this.moved_ += 0.2;
        super.live(now);
    }

    json(now) {
        const json = super.json(now);
        const {memory_bytes: memory, slots} = large_figures();
        const row = (of_row) => [
            of_row[0],
            large_entries,
            slots,
            memory,
            large_table,
            412_000,
            0,
            "none",
            ...(of_row[8] === null
                ? [null, null, null, null]
                : [large_entries, 1_200_000, slots - large_entries - 1_200_000, 0]),
        ];
        return {
            ...json,
            figures: {...json.figures, ...large_figures()},
            history: history_of(json.history.rows.map(row)),
        };
    }

    buckets(range) {
        return large_buckets(range, this.moved_);
    }
}

function growing_for_ever(map) {
    map.churn(6);
    if (map.old === null) map.double();
    map.evacuate(9);
    for (let entry = 0; entry < 12; ++entry) map.insert();
}

function go_map_findings() {
    return {
        findings: [
            {
                detector: "never_shrinks",
                severity: "serious",
                what: "9,000 entries are 7 % of 131,072 slots, and there were 98,304 once.",
                advice: "ebb::go_map never gives memory back: use ebb::map.",
            },
            {
                detector: "deleted_share",
                severity: "warning",
                what: "31 % of the slots are deleted ones.",
                advice: "Lookups that find nothing pass over them; ebb::map reuses them sooner.",
            },
            {
                detector: "parked_cursor",
                severity: "note",
                what: "A walk stands still at bucket 17 since 45 s.",
                advice: "End it, or go on: it keeps the old table.",
            },
        ],
        figures: {
            can_shrink: false,
            follows_go: true,
            cursors: [
                {
                    address: "0x7f00dead0040",
                    first_bucket: 5,
                    bucket: 17,
                    buckets: 256,
                    progress: 12 / 256,
                    is_done: false,
                    age_seconds: 61,
                    parked_seconds: 45,
                },
            ],
            counts: {
                inserts: 98_304,
                erases: 89_304,
                growths_double: 12,
                bytes_allocated: 4_200_000,
            },
        },
    };
}

export function usual_maps() {
    const emptied = new small_map(256, 1500, 3);
    for (let step = 0; step < 2500; ++step) emptied.erase();
    return [
        new watched(1, "sessions", new small_map(512, 2600, 1), (map) => map.churn(25)),
        new watched(2, "orders", new small_map(128, 700, 2), growing_for_ever),
        new watched(3, "visited (go)", emptied, (map) => map.churn(1), go_map_findings()),
        new large(4, "index of everything"),
        new watched(5, hostile_name, new small_map(1, 3, 4), () => {}, {
            trouble: "nobody answered within 200 ms",
        }),
    ];
}
