// The map over time: entries and slots, memory, and the states of its slots.

import {element} from "../../../web/scripts/dom.js";
import {axis, bytes_axis, from_zero, plot, side_size} from "../../../web/scripts/plot.js";
import {framed, section} from "../../../web/scripts/section.js";
import {bytes, count, percent, short_count, time_span} from "../../../web/scripts/units.js";

import {clock_time, date_time} from "./clock.js";
import {column} from "./history.js";
import {set_text} from "./live.js";
import {data_table} from "./live_table.js";
import {states} from "./slot_states.js";

const steps_of_time = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 432_000, 864_000,
];

const solid = {width: 2, dash: [], shape: [[0, 0]]};
const x_label = "time of day, by the program's clock";

function time_axis() {
    return axis({
        size: 30,
        space: 90,
        incrs: steps_of_time,
        values: (_, splits) => splits.map(clock_time),
    });
}

function count_axis() {
    return axis({values: (_, splits) => splits.map(short_count), size: side_size});
}

// "from 10 to 20 in 2 min"
function change_text(xs, values, format) {
    const span = time_span(Math.round(xs.at(-1) - xs[0]));
    return `from ${format(values[0])} to ${format(values.at(-1))} in ${span}`;
}

function most_of(values) {
    return values.reduce((most, value) => Math.max(most, value ?? 0), 0);
}

class timeline {
    // `options`: heading, y, lines, axes, scales; values_of(history) gives an array a line, told_of
    // what tooltips say, sentence(history) what there is to see; columns: [heading, name, format].
    constructor(options) {
        this.options_ = options;
        this.caption_ = element("figcaption");
        this.history_ = {columns: [], rows: []};
        this.plot_ = new plot(
            {},
            {
                lines: options.lines,
                x: [],
                x_title: date_time,
                label: options.heading,
                scales: {x: {time: false}, y: from_zero(), ...options.scales},
                axes: [time_axis(), ...options.axes],
                cursor: {sync: {key: "time", scales: ["x", null]}},
                height: 230,
            },
        );
        this.table_ = new data_table(
            options.heading,
            ["time", ...options.columns.map(([heading]) => heading)],
            () => this.rows_(),
        );
        this.node = element(
            "div",
            {class: options.is_wide ? "panel wide" : "panel"},
            element("h3", {}, options.heading),
            options.key ?? null,
            framed(this.plot_.holder, {x: x_label, y: options.y}, this.caption_),
            this.table_.node,
        );
    }

    draw() {
        this.plot_.draw();
    }

    update(history, is_another) {
        this.history_ = history;
        const xs = column(history, "taken");
        const {options_: options} = this;
        const values = options.values_of(history);
        options.told_of?.(history).forEach((told, place) => {
            options.lines[place].told = told;
        });
        if (is_another) {
            this.plot_.show_values(values, xs);
        } else {
            this.plot_.follow_values(values, xs);
        }
        const sentence = xs.length < 2 ? "There is no history yet." : options.sentence(history, xs);
        set_text(this.caption_, sentence);
        this.plot_.describe(`${options.heading} over time. ${sentence}`);
        this.table_.update();
    }

    rows_() {
        const xs = column(this.history_, "taken");
        const columns = this.options_.columns.map(([, name]) => column(this.history_, name));
        return xs
            .map((x, row) => [
                date_time(x),
                ...this.options_.columns.map(([, name, format], place) => ({
                    text: format(columns[place][row]),
                    path: `history.${name}.${row}`,
                    value: columns[place][row],
                })),
            ])
            .reverse();
    }
}

function line(name, colour, format, rest = {}) {
    return {map: null, name, style: {...solid, colour}, values: [], format, ...rest};
}

function entries_and_slots() {
    return new timeline({
        heading: "Entries and slots",
        y: "entries, slots (count)",
        lines: [
            line("slots", "--live", count, {style: {...solid, colour: "--live", dash: [6, 4]}}),
            line("entries", "--slots-in-use", count, {box: "slots-in-use"}),
        ].map((drawn) => ({...drawn, box: drawn.box ?? "slots-all"})),
        key: element(
            "ul",
            {class: "keys"},
            element("li", {}, element("span", {class: "rule entries"}), "entries"),
            element("li", {}, element("span", {class: "rule slots"}), "slots"),
        ),
        axes: [count_axis()],
        values_of: (history) => [column(history, "slots"), column(history, "entries")],
        sentence: (history, xs) =>
            `Entries went ${change_text(xs, column(history, "entries"), count)}; ` +
            `there never were more than ${count(history.entries_peak)}. ` +
            `Slots went from ${count(column(history, "slots")[0])} to ` +
            `${count(column(history, "slots").at(-1))}.`,
        columns: [
            ["entries", "entries", count],
            ["slots", "slots", count],
            ["buckets", "buckets", count],
            ["overflow buckets", "overflow_buckets", count],
        ],
    });
}

function memory() {
    return new timeline({
        heading: "Memory",
        y: "memory of the map (bytes)",
        lines: [
            line("memory", "--memory", bytes, {fill: "--memory-area", box: "memory-line"}),
        ],
        axes: [bytes_axis(bytes)],
        values_of: (history) => [column(history, "memory_bytes")],
        sentence: (history, xs) => {
            const values = column(history, "memory_bytes");
            return (
                `Memory went ${change_text(xs, values, bytes)}; ` +
                `the most that is shown is ${bytes(most_of(values))}.`
            );
        },
        columns: [["memory", "memory_bytes", bytes]],
    });
}

// The states on top of each other: each array with those before it.
function stacked(history) {
    const sums = history.rows.map(() => 0);
    return states.map(({key}) =>
        column(history, key).map((value, row) => (value === null ? null : (sums[row] += value))),
    );
}

// Each area is filled down to 0 and those below are drawn over it, hence the topmost comes first.
function slot_states() {
    const shown = [...states].reverse();
    return new timeline({
        heading: "Slots by state",
        is_wide: true,
        y: "slots (count)",
        lines: shown.map(({name, colour, box}) =>
            line(name, colour, count, {
                style: {...solid, colour, width: 1},
                fill: colour,
                box,
                spans_gaps: true,
            }),
        ),
        key: element(
            "ul",
            {class: "keys"},
            ...states.map(({name, box}) =>
                element("li", {}, element("span", {class: `box ${box}`}), name),
            ),
        ),
        axes: [count_axis()],
        values_of: (history) => stacked(history).reverse(),
        told_of: (history) => shown.map(({key}) => column(history, key)),
        sentence: (history) => {
            const counted = history.rows.length - column(history, "in_use").lastIndexOf(null) - 1;
            const row = column(history, "in_use").findLastIndex((value) => value !== null);
            if (row < 0) return "Slots were not counted yet.";
            const values = states.map(({key}) => column(history, key)[row]);
            const all = values.reduce((sum, value) => sum + value, 0);
            const said = states.map(({name}, place) => `${percent(values[place] / all)} ${name}`);
            const when = counted > 0 ? "now" : `at ${clock_time(column(history, "taken")[row])}`;
            return `Of ${count(all)} slots, ${when}: ${said.join(", ")}.`;
        },
        columns: states.map(({key, name}) => [name, key, count]),
    });
}

export class timelines {
    constructor() {
        this.all_ = [entries_and_slots(), memory(), slot_states()];
        this.node = section(
            "timelines",
            "Over time",
            element("div", {class: "panels"}, ...this.all_.map(({node}) => node)),
        );
        this.is_drawn_ = false;
    }

    // Requires: the node is in the document.
    update({history}, is_another) {
        if (!this.is_drawn_) {
            for (const drawn of this.all_) drawn.draw();
            this.is_drawn_ = true;
        }
        for (const drawn of this.all_) drawn.update(history, is_another);
    }
}
