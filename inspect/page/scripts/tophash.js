// How evenly the tophash bytes of the entries are spread: good hashes give a flat picture.

import {element, svg_element} from "../../../web/scripts/dom.js";
import {framed} from "../../../web/scripts/section.js";
import {count, percent} from "../../../web/scripts/units.js";

import {set_attribute, set_text} from "./live.js";
import {data_table} from "./live_table.js";

// Tophash bytes in use begin with 5. Hashes with 0 to 4 are raised by 5, so 5 to 9 have twice as
// many.
const least = 5;
const doubled = 10;
const width = 256;
const height = 100;

function expected(byte, all) {
    if (byte < least) return 0;
    return (all / 256) * (byte < doubled ? 2 : 1);
}

function hex(byte) {
    return byte.toString(16).padStart(2, "0");
}

const freedom = 250; // of the 251 counts, whose sum is given

// The root of the mean squared deviation from what a good hash gives, as a part of that, less what
// chance alone makes: the mean of chi-square and two standard deviations.
function unevenness(counts, all) {
    let sum = 0;
    for (let byte = least; byte < counts.length; ++byte) {
        const wanted = expected(byte, all);
        sum += (counts[byte] - wanted) ** 2 / wanted;
    }
    const beyond_chance = Math.max(0, sum - freedom - 2 * Math.sqrt(2 * freedom));
    return Math.sqrt(beyond_chance / all);
}

function sentence({tophash: counts, chain_pairs: pairs, equal_pairs: equal}) {
    const all = counts.reduce((sum, number) => sum + number, 0);
    if (all === 0) return "There are no entries.";
    const most = counts.reduce(
        (best, number, byte) =>
            number / (expected(byte, all) || 1) > counts[best] / (expected(best, all) || 1)
                ? byte
                : best,
        least,
    );
    const ratio = counts[most] / expected(most, all);
    const alike =
        pairs > 0
            ? ` Of ${count(pairs)} pairs of entries in one chain ${percent(equal / pairs)} have ` +
              "the same byte; 0.41 % are usual."
            : "";
    return (
        `Beyond chance, counts differ from a good hash's by ${percent(unevenness(counts, all))}. ` +
        `The byte most above it is ${hex(most)}, with ${ratio.toFixed(2)} times as many.${alike}`
    );
}

export class tophash {
    constructor() {
        this.bars_ = svg_element("path", {class: "tophash-bars"});
        this.expected_ = svg_element("path", {
            class: "tophash-expected",
            "vector-effect": "non-scaling-stroke",
        });
        this.caption_ = element("figcaption");
        this.counts_ = [];
        this.picture_ = element(
            "div",
            {class: "tophash", role: "img"},
            svg_element(
                "svg",
                {
                    viewBox: `0 0 ${width} ${height}`,
                    preserveAspectRatio: "none",
                    "aria-hidden": "true",
                },
                this.bars_,
                this.expected_,
            ),
            element(
                "div",
                {class: "ticks", "aria-hidden": "true"},
                ...["00", "40", "80", "c0", "ff"].map((tick) => element("span", {}, tick)),
            ),
        );
        this.table_ = new data_table("Entries by tophash byte", ["byte", "entries"], () =>
            this.rows_(),
        );
        this.node = element(
            "div",
            {class: "panel wide"},
            element("h3", {}, "Tophash bytes"),
            framed(
                this.picture_,
                {x: "tophash byte (hexadecimal)", y: "entries (count); the line is a good hash's"},
                this.caption_,
            ),
            this.table_.node,
        );
    }

    update({census}) {
        this.counts_ = census.tophash;
        const all = census.tophash.reduce((sum, number) => sum + number, 0);
        const most = census.tophash.reduce(
            (left, number, byte) => Math.max(left, number, expected(byte, all)),
            1,
        );
        const level = (number) => (height - (number / most) * (height - 2)).toFixed(2);
        const bars = census.tophash.map(
            (number, byte) => `M${byte},${height}V${level(number)}h0.82V${height}Z`,
        );
        set_attribute(this.bars_, "d", bars.join(""));
        const low = level(expected(least, all));
        const high = level(expected(doubled, all));
        set_attribute(
            this.expected_,
            "d",
            all === 0 ? "" : `M${least},${low}H${doubled}V${high}H${width}`,
        );
        const said = sentence(census);
        set_text(this.caption_, said);
        set_attribute(this.picture_, "aria-label", `Entries by tophash byte. ${said}`);
        this.table_.update();
    }

    rows_() {
        return this.counts_
            .map((number, byte) => [
                hex(byte),
                {text: count(number), path: `census.tophash.${byte}`, value: number},
            ])
            .slice(least);
    }
}
