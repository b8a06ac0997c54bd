// What the map is, and its figures at a glance.

import {element} from "../../../web/scripts/dom.js";
import {bytes, count, percent, plain, time_span} from "../../../web/scripts/units.js";

import {clock_time, date_time} from "./clock.js";
import {live_figures, set_text} from "./live.js";
import {name_of} from "./map_list.js";

const one_decimal = new Intl.NumberFormat("en-US", {maximumFractionDigits: 2});

function mean(value) {
    return Number.isFinite(value) ? one_decimal.format(value) : "-";
}

function power_of_two(buckets) {
    if (buckets === 0) return "no buckets";
    return buckets < 1024 ? count_of(buckets) : `2${superscript(Math.log2(buckets))} buckets`;
}

function count_of(buckets) {
    return buckets === 1 ? "1 bucket" : `${buckets} buckets`;
}

function superscript(number) {
    const digits = [...String(Math.round(number))];
    return digits.map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("");
}

export class headline {
    constructor() {
        this.figures_ = new live_figures();
        this.name_ = element("h2", {id: "map-name", tabindex: -1});
        this.notes_ = {};
        this.trouble_ = element("div", {class: "banner", hidden: true});
        this.node = element(
            "div",
            {class: "headline"},
            this.name_,
            this.what_it_is_(),
            this.trouble_,
            element("div", {class: "tiles"}, ...this.tiles_()),
        );
    }

    figure_(path, format) {
        return this.figures_.figure(path, format);
    }

    what_it_is_() {
        return element(
            "div",
            {class: "identity"},
            element("p", {}, element("code", {}, this.figure_("map.map_type", plain))),
            element(
                "p",
                {class: "note"},
                "Watched since ",
                this.figure_("map.watched_since", date_time),
                ", by ",
                element("code", {}, this.figure_("map.site.function", plain)),
                " in ",
                element("code", {}, this.figure_("map.site.file", plain)),
                ", line ",
                this.figure_("map.site.line", plain),
                ". Policy ",
                element("code", {}, this.figure_("map.policy", plain)),
                ".",
            ),
        );
    }

    tile_(name, path, format) {
        this.notes_[path] = element("span", {class: "tile-note"});
        return element(
            "div",
            {class: "tile"},
            element("span", {class: "tile-name"}, name),
            element("span", {class: "tile-value"}, this.figure_(path, format)),
            this.notes_[path],
        );
    }

    tiles_() {
        return [
            this.tile_("entries", "figures.entries", count),
            this.tile_("slots", "figures.slots", count),
            this.tile_("load", "figures.load", percent),
            this.tile_("memory", "figures.memory_bytes", bytes),
            this.tile_("reusable slots", "census.deleted_share", percent),
            this.tile_("mean chain", "census.mean_chain", mean),
            this.tile_("longest chain", "census.longest_chain", count),
            this.tile_("walks", "figures.cursors.length", count),
        ];
    }

    update(map, now) {
        const {figures, census, history} = map;
        const slots = figures.slots_per_bucket;
        set_text(this.name_, name_of(map.map));
        this.figures_.update(map);
        const each = figures.entries > 0 ? bytes(figures.memory_bytes / figures.entries) : "-";
        const counted =
            census === null ? "not counted yet" : `counted ${clock_time(map.census_taken)}`;
        const notes = {
            "figures.entries": `at most ${count(history.entries_peak)}`,
            "figures.slots": `${power_of_two(figures.current.buckets)}, ${slots} slots each`,
            "figures.load": "of the current table's slots",
            "figures.memory_bytes": `${each} an entry`,
            "census.deleted_share": census === null ? counted : `free for inserts, ${counted}`,
            "census.mean_chain": "buckets",
            "census.longest_chain": "buckets",
            "figures.cursors.length": "under way",
        };
        for (const [path, text] of Object.entries(notes)) set_text(this.notes_[path], text);
        const age = now - map.taken;
        this.trouble_.hidden = map.trouble === "";
        set_text(
            this.trouble_,
            `The last look at this map gave nothing: ${map.trouble.replace(/\.$/, "")}. ` +
                `Its figures are ${time_span(Math.max(0, age))} old.`,
        );
    }

    focus() {
        this.name_.focus();
    }
}
