// The growth under way: its kind, how far it is, and whether it gets on.

import {element} from "../../../web/scripts/dom.js";
import {section} from "../../../web/scripts/section.js";
import {count, percent, time_span} from "../../../web/scripts/units.js";

import {growth_name, is_growing} from "./growth_text.js";
import {live_figures, set_attribute, set_text} from "./live.js";

const stalled_long = 5; // seconds

const at_rest = "No growth is under way: there is one table.";

function sentence({growth, current, old}) {
    const stalled = growth.stalled_seconds ?? 0;
    const tables = `from ${count(old.buckets)} to ${count(current.buckets)} buckets`;
    const begun =
        growth.age_seconds === null ? "" : ` Seen for ${time_span(growth.age_seconds)}.`;
    const pace =
        stalled >= stalled_long
            ? ` No bucket was moved for ${time_span(stalled)}.`
            : " Every insert and erase moves a little on.";
    return `The map is ${growth_name(growth.kind)}, ${tables}.${begun}${pace}`;
}

export class growth {
    constructor() {
        this.figures_ = new live_figures();
        const figure = (path, format) => this.figures_.figure(`figures.growth.${path}`, format);
        this.text_ = element("p", {class: "growth-text"});
        this.fill_ = element("span", {class: "progress-fill"});
        this.bar_ = element(
            "div",
            {
                class: "progress",
                role: "progressbar",
                "aria-label": "Buckets moved",
                "aria-valuemin": 0,
                "aria-valuemax": 100,
            },
            this.fill_,
        );
        this.numbers_ = element(
            "p",
            {class: "note"},
            figure("progress", percent),
            " done: ",
            figure("evacuated_buckets", count),
            " of ",
            figure("old_buckets", count),
            " old buckets are moved.",
        );
        this.node = section("growth", "Growth", this.text_, this.bar_, this.numbers_);
    }

    update({figures}) {
        const growing = is_growing(figures) && figures.old !== null;
        this.figures_.update({figures});
        this.bar_.hidden = !growing;
        this.numbers_.hidden = !growing;
        set_text(this.text_, growing ? sentence(figures) : at_rest);
        const share = figures.growth.progress;
        this.fill_.style.width = `${100 * share}%`;
        set_attribute(this.bar_, "aria-valuenow", Math.round(100 * share));
        set_attribute(this.bar_, "aria-valuetext", percent(share));
        this.bar_.classList.toggle(
            "stalled",
            (figures.growth.stalled_seconds ?? 0) >= stalled_long,
        );
    }
}
