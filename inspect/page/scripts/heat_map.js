// The buckets of a map as a picture that follows the map: what is in every slot, or in parts of the
// table where there are too many slots to show.

import {element} from "../../../web/scripts/dom.js";
import {choice, section} from "../../../web/scripts/section.js";
import {count, percent} from "../../../web/scripts/units.js";

import {heat_canvas} from "./heat_canvas.js";
import {listen} from "./heat_input.js";
import {column_text, picture_text} from "./heat_readout.js";
import {heat_source} from "./heat_source.js";
import {heat_view} from "./heat_view.js";
import {set_attribute, set_text} from "./live.js";
import {data_table} from "./live_table.js";
import {states, states_key} from "./slot_states.js";

const details = [
    ["stacks", "4,096 stacks", 4096],
    ["colours", "16,384 colours", 16_384],
    ["fine", "65,536 colours", 65_536],
];

const hint =
    "Point at a cell to read it, drag across cells to see them alone, double-click for the whole " +
    "table. By keys: arrows move from cell to cell, + and - zoom, Page Up and Page Down move on, " +
    "t goes to the other table, 0 shows the whole table. The wheel zooms once the picture is " +
    "clicked.";

const nothing_pointed_at = ["Point at a cell, or focus the picture and use the arrow keys.", ""];
const parts_of_table = 32;
const wait_for_more = 80; // ms: zooming comes in many steps

function button(id, label, text, when_clicked) {
    const node = element("button", {type: "button", id, "aria-label": label, title: label}, text);
    node.addEventListener("click", when_clicked);
    return node;
}

// The columns of a table in at most so many rows.
function rows_of(grid) {
    const step = Math.ceil(grid.columns.length / parts_of_table);
    const rows = [];
    for (let begin = 0; begin < grid.columns.length; begin += step) {
        const columns = grid.columns.slice(begin, begin + step);
        const last = columns.at(-1);
        const range = `${count(columns[0].bucket)} to ${count(last.bucket + last.buckets - 1)}`;
        const sums = states.map((_, state) =>
            columns.reduce((sum, {counts}) => sum + counts[state], 0),
        );
        const longest = columns.reduce((most, column) => Math.max(most, column.longest), 0);
        rows.push([`${grid.table}, ${range}`, ...sums.map(count), count(longest)]);
    }
    return rows;
}

export class heat_map {
    constructor() {
        this.view_ = new heat_view();
        this.detail_ = details[0];
        this.grids_ = [];
        this.pointed_ = null;
        this.focused = null;
        this.picture_ = new heat_canvas();
        this.source_ = new heat_source({
            grids: (grids) => this.show_(grids),
            failed: (why) => set_text(this.trouble_, `The buckets can't be shown now: ${why}.`),
        });
        this.make_texts_();
        this.make_controls_();
        this.table_ = new data_table(
            "Slots by part of the table",
            ["buckets", ...states.map(({name}) => name), "longest chain"],
            () => this.grids_.flatMap(rows_of),
        );
        const {canvas} = this.picture_;
        for (const [name, value] of [
            ["role", "application"],
            ["aria-roledescription", "heat map"],
            ["aria-describedby", "heat-hint"],
        ]) {
            canvas.setAttribute(name, value);
        }
        listen(canvas, this);
        this.node = this.section_();
    }

    make_texts_() {
        this.lead_ = element("p", {class: "heat-lead"});
        this.trouble_ = element("p", {class: "note heat-trouble"});
        this.place_ = element("strong");
        this.contents_ = element("span");
        this.said_ = element("div", {class: "unseen", "aria-live": "polite"});
    }

    make_controls_() {
        this.buttons_ = {
            in: button("heat-in", "Zoom in", "+", () => this.zoom(0.5)),
            out: button("heat-out", "Zoom out", "−", () => this.zoom(2)),
            back: button("heat-back", "Earlier buckets", "←", () => this.pan(-0.5)),
            on: button("heat-on", "Later buckets", "→", () => this.pan(0.5)),
            whole: button("heat-whole", "Show the whole table", "Whole table", () => this.reset()),
        };
        this.scrubber_ = element("input", {
            type: "range",
            id: "heat-part",
            min: 0,
            max: 1000,
            value: 0,
            "aria-label": "Part of the table that is shown",
        });
        this.scrubber_.addEventListener("input", () => {
            const {view_: view} = this;
            view.move_to((this.scrubber_.value / 1000) * (1 - view.span), this.buckets_);
            this.view_changed_();
        });
        this.choice_ = choice(
            "heat-detail",
            "How cells of many buckets are drawn",
            details.map(([value, label]) => [value, label]),
            (value) => {
                this.detail_ = details.find(([name]) => name === value);
                this.picture_.is_fine = value !== "stacks";
                this.picture_.settle();
                this.view_changed_();
            },
        );
    }

    section_() {
        return section(
            "buckets",
            "Buckets",
            this.lead_,
            element(
                "div",
                {class: "heat-bar"},
                states_key(),
                element(
                    "div",
                    {class: "heat-controls"},
                    this.choice_,
                    element(
                        "div",
                        {class: "buttons", role: "group", "aria-label": "Part that is shown"},
                        ...Object.values(this.buttons_),
                    ),
                ),
            ),
            this.picture_.node,
            this.scrubber_,
            element("p", {class: "readout"}, this.place_, " ", this.contents_),
            this.trouble_,
            element("p", {class: "note", id: "heat-hint"}, hint),
            this.said_,
            this.table_.node,
        );
    }

    get regions() {
        return this.picture_.regions;
    }

    // Effects: shows this map from now on.
    choose(map) {
        this.view_.reset();
        this.picture_.clear();
        this.grids_ = [];
        this.focus(null, false);
        this.follow_(map);
        this.view_changed_();
    }

    update(map) {
        this.follow_(map);
        this.source_.ask(this.wanted_());
    }

    follow_({map, figures}) {
        this.id_ = map.id;
        this.buckets_ = figures.current.buckets;
        this.old_buckets_ = figures.old?.buckets ?? 0;
    }

    wanted_() {
        return {
            id: this.id_,
            view: this.view_,
            cells: this.detail_[2],
            current: this.buckets_,
            old: this.old_buckets_,
        };
    }

    show_(grids) {
        const kept = this.kept_();
        this.grids_ = grids;
        this.picture_.show(grids);
        this.find_again_(kept);
        set_text(this.trouble_, "");
        const cells = grids.find(({has_slots}) => !has_slots);
        set_text(this.lead_, this.lead_text_(grids, cells));
        this.choice_.hidden = cells === undefined;
        set_attribute(this.picture_.canvas, "aria-label", `Buckets. ${picture_text(grids)}`);
        this.read_(this.pointed_ ?? this.focused, false);
        this.table_.update();
    }

    // The focus stays at its bucket, wherever that is shown now.
    kept_() {
        const grid = this.grids_[this.focused?.region];
        const column = grid?.columns[this.focused.place];
        return column ? {table: grid.table, bucket: column.bucket} : null;
    }

    find_again_(kept) {
        if (kept === null) return;
        const region = this.grids_.findIndex(({table}) => table === kept.table);
        const place = this.grids_[region]?.columns.findIndex(
            ({bucket, buckets}) => bucket <= kept.bucket && kept.bucket < bucket + buckets,
        );
        const is_same = region === this.focused.region && place === this.focused.place;
        if (is_same) return;
        this.focused = place >= 0 ? {region, place, level: 0, slot: 0} : null;
        this.picture_.focus(this.focused);
    }

    lead_text_(grids, cells) {
        if (grids.length === 0) return "This map has no table yet.";
        const {is_whole, span} = this.view_;
        const share = is_whole ? "" : ` ${percent(span)} of the table is shown.`;
        if (cells === undefined) {
            const shown = "A column is a bucket, a cell is a slot; overflow buckets stand below.";
            return `${shown}${share}`;
        }
        const each = count(cells.columns[0].buckets);
        const shown =
            this.detail_[0] === "stacks"
                ? `A column is ${each} buckets, divided as their slots are.`
                : `A square is ${each} buckets, in the mixed colour of their slots.`;
        return `${shown}${share} Zoom in to see single slots.`;
    }

    view_changed_() {
        const {view_: view} = this;
        const place = view.is_whole ? 0 : view.from / (1 - view.span);
        this.scrubber_.value = Math.round(1000 * place);
        this.scrubber_.hidden = view.is_whole;
        this.buttons_.back.disabled = view.from === 0;
        this.buttons_.on.disabled = view.to === 1;
        this.buttons_.out.disabled = view.is_whole;
        this.buttons_.whole.disabled = view.is_whole;
        clearTimeout(this.soon_);
        this.soon_ = setTimeout(() => this.source_.ask_now(this.wanted_()), wait_for_more);
    }

    // The rest is for what the reader does: see heat_input.js.

    at(x, y) {
        return this.picture_.at(x, y);
    }

    focus(at, is_by_key) {
        this.focused = at;
        this.picture_.focus(at);
        this.read_(at, is_by_key);
    }

    point(at) {
        this.pointed_ = at;
        this.read_(at ?? this.focused, false);
    }

    select(from, to) {
        this.picture_.select(from, to);
    }

    read_(at, is_by_key) {
        const region = at && this.regions[at.region];
        const is_there = region && at.place < region.grid.columns.length;
        const [place, contents] = is_there ? column_text(region.grid, at) : nothing_pointed_at;
        set_text(this.place_, place);
        set_text(this.contents_, contents);
        if (is_by_key && is_there) set_text(this.said_, `${place} ${contents}`);
    }

    // `at`: what stays where it is; the middle where nothing is pointed at.
    zoom(factor, at = this.focused) {
        const {view_: view} = this;
        const region = at && this.regions[at.region];
        const column = region?.grid.columns[at.place];
        const middle = (view.from + view.to) / 2;
        const fixed = column ? (column.bucket + column.buckets / 2) / region.grid.buckets : middle;
        view.zoom(factor, fixed, this.buckets_);
        this.zoomed_();
    }

    show_between(from, to) {
        const {columns, buckets} = this.regions[from.region].grid;
        const first = columns[Math.min(from.place, to.place)];
        const last = columns[Math.max(from.place, to.place)];
        this.view_.show(
            first.bucket / buckets,
            (last.bucket + last.buckets) / buckets,
            this.buckets_,
        );
        this.zoomed_();
    }

    pan(share) {
        this.view_.pan(share, this.buckets_);
        this.view_changed_();
    }

    reset() {
        this.view_.reset();
        this.zoomed_();
    }

    zoomed_() {
        this.picture_.settle();
        this.view_changed_();
    }
}
