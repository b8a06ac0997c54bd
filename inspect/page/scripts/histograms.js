// How long chains are, and how many entries are in them: tables whose rows are bars.

import {element} from "../../../web/scripts/dom.js";
import {count, percent} from "../../../web/scripts/units.js";

import {set_attribute, set_text} from "./live.js";

const rows_most = 16;

// Returns: [{label, value, path}]; the last takes in all that follow where there are too many.
function bins_of(counts, first, path) {
    const bins = [];
    for (let place = first; place < counts.length; ++place) {
        if (bins.length < rows_most) {
            bins.push({label: String(place), value: counts[place], path: `${path}.${place}`});
            continue;
        }
        const last = bins.at(-1);
        last.value += counts[place];
        last.label = `${first + rows_most - 1} or more`;
        last.path = null;
    }
    return bins;
}

function row() {
    return element(
        "tr",
        {},
        element("th", {scope: "row"}),
        element("td", {class: "bar-cell", "aria-hidden": "true"}, element("span", {class: "bin"})),
        element("td"),
        element("td", {class: "share"}),
    );
}

export class histogram {
    // `options`: heading, unit (of the rows), path (of the counts in the map), first (row),
    // sentence(map).
    constructor(options) {
        this.options_ = options;
        this.body_ = element("tbody");
        this.caption_ = element("p", {class: "figure-text"});
        const headings = [options.unit, "", "chains", "share"].map((heading) =>
            element(heading === "" ? "td" : "th", heading === "" ? {} : {scope: "col"}, heading),
        );
        this.node = element(
            "div",
            {class: "panel"},
            element("h3", {}, options.heading),
            element(
                "table",
                {class: "histogram"},
                element("caption", {class: "unseen"}, options.heading),
                element("thead", {}, element("tr", {}, ...headings)),
                this.body_,
            ),
            this.caption_,
        );
    }

    update(map) {
        const {path, first, sentence} = this.options_;
        const counts = path.split(".").reduce((inner, name) => inner[name], map);
        const bins = bins_of(counts, first, path);
        const all = bins.reduce((sum, {value}) => sum + value, 0) || 1;
        const most = bins.reduce((left, {value}) => Math.max(left, value), 1);
        while (this.body_.rows.length > bins.length) this.body_.lastChild.remove();
        while (this.body_.rows.length < bins.length) this.body_.append(row());
        bins.forEach(({label, value, path: place}, index) => {
            const [name, bar, number, share] = this.body_.rows[index].cells;
            set_text(name, label);
            bar.firstChild.style.width = `${(100 * value) / most}%`;
            bar.firstChild.classList.toggle("some", value > 0);
            set_text(number, count(value));
            set_attribute(number, "data-path", place);
            set_attribute(number, "data-value", place && value);
            set_text(share, percent(value / all));
        });
        set_text(this.caption_, sentence(map));
    }
}

export function chain_lengths() {
    return new histogram({
        heading: "Length of chains",
        unit: "buckets",
        path: "census.chain_lengths",
        first: 1,
        sentence: ({census, figures}) => {
            const longest = census.longest_chain;
            const usual = figures.follows_go
                ? "under Go's rules as many overflow buckets as buckets are usual."
                : `chance alone gives ${percent(census.overflowing_by_chance)} of them one.`;
            return (
                `${percent(census.overflowing_share)} of chains have an overflow bucket; the longest ` +
                `has ${count(longest)} ${longest === 1 ? "bucket" : "buckets"}. ` +
                `Up to ${count(census.healthy_chain)} buckets are healthy; ${usual}`
            );
        },
    });
}

export function chain_entries() {
    return new histogram({
        heading: "Entries in a chain",
        unit: "entries",
        path: "census.chain_entries",
        first: 0,
        sentence: ({census: {chain_entries: counts, chains}}) => {
            const sum = counts.reduce((all, number, entries) => all + number * entries, 0);
            return `A chain has ${chains > 0 ? (sum / chains).toFixed(2) : 0} entries on average.`;
        },
    });
}
