// Tables about one map: where its memory is, walks under way, the fullest chains, counters.

import {element} from "../../../web/scripts/dom.js";
import {section} from "../../../web/scripts/section.js";
import {bytes, count, percent, plain, time_span} from "../../../web/scripts/units.js";

import {live_table} from "./live_table.js";

function cell(path, value, format) {
    return {path, value, text: format(value)};
}

const parts = [
    ["buckets", "buckets", count],
    ["slots", "slots", count],
    ["overflow buckets in use", "overflow_buckets", count],
    ["overflow buckets free", "overflow_free", count],
    ["control bytes", "control_bytes", bytes],
    ["entries' rows", "entry_bytes", bytes],
    ["overflow buckets' bytes", "overflow_bytes", bytes],
    ["given back already", "discarded_bytes", bytes],
];

export class memory_parts {
    constructor() {
        const caption = "Both tables and their memory";
        this.table_ = new live_table(caption, ["", "current table", "old table"]);
        this.rest_ = new live_table("The map's memory", ["the map as a whole", ""]);
        this.node = section("memory", "Tables and memory", this.table_.node, this.rest_.node);
    }

    update({figures}) {
        const of = (table, name, format) =>
            figures[table] === null
                ? "-"
                : cell(`figures.${table}.${name}`, figures[table][name], format);
        this.table_.update(
            parts.map(([heading, name, format]) => [
                heading,
                of("current", name, format),
                of("old", name, format),
            ]),
        );
        const whole = [
            ["all bytes", "memory_bytes", bytes],
            ["of tables on their way back", "retired_bytes", bytes],
            ["an entry's slot", "slot_bytes", bytes],
            ["shrinks", "can_shrink", (can) => (can ? "yes" : "never")],
            ["follows Go's map", "follows_go", (does) => (does ? "yes" : "no")],
        ];
        this.rest_.update(
            whole.map(([heading, name, format]) => [
                heading,
                cell(`figures.${name}`, figures[name], format),
            ]),
        );
    }
}

export class walks {
    constructor() {
        this.none_ = element("p", {class: "note"}, "No walk is under way.");
        this.table_ = new live_table("Walks under way", [
            "walk",
            "began at bucket",
            "stands at",
            "of",
            "progress",
            "seen for",
            "parked for",
        ]);
        this.node = section("walks", "Walks under way", this.none_, this.table_.node);
    }

    update({figures: {cursors}}) {
        this.none_.hidden = cursors.length > 0;
        this.table_.node.hidden = cursors.length === 0;
        this.table_.update(
            cursors.map((walk, place) => [
                cell(`figures.cursors.${place}.address`, walk.address, plain),
                cell(`figures.cursors.${place}.first_bucket`, walk.first_bucket, count),
                cell(`figures.cursors.${place}.bucket`, walk.bucket, count),
                cell(`figures.cursors.${place}.buckets`, walk.buckets, count),
                cell(`figures.cursors.${place}.progress`, walk.progress, percent),
                cell(`figures.cursors.${place}.age_seconds`, walk.age_seconds, time_span),
                cell(`figures.cursors.${place}.parked_seconds`, walk.parked_seconds, time_span),
            ]),
        );
    }
}

export class extremes {
    constructor(heading, name) {
        this.name_ = name;
        this.table_ = new live_table(heading, ["bucket", "table", "entries", "chain"]);
        this.node = element("div", {class: "panel"}, element("h3", {}, heading), this.table_.node);
    }

    update({census}) {
        this.table_.update(
            census[this.name_].map((chain, place) => {
                const path = `census.${this.name_}.${place}`;
                return [
                    cell(`${path}.bucket`, chain.bucket, count),
                    cell(`${path}.table`, chain.table, plain),
                    cell(`${path}.entries`, chain.entries, count),
                    cell(`${path}.length`, chain.length, count),
                ];
            }),
        );
    }
}

export class counters {
    constructor() {
        this.table_ = new live_table("What the map has done", ["counted since it was made", ""]);
        this.node = section("counters", "Counters", this.table_.node);
    }

    update({figures: {counts}}) {
        this.node.hidden = counts === null;
        this.table_.update(
            Object.entries(counts ?? {}).map(([name, value]) => [
                name.replaceAll("_", " "),
                cell(`figures.counts.${name}`, value, name.startsWith("bytes_") ? bytes : count),
            ]),
        );
    }
}
