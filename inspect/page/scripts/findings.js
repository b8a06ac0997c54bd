// What was found to be wrong with the map, and what to do about it.

import {element} from "../../../web/scripts/dom.js";
import {section} from "../../../web/scripts/section.js";

import {mark_of} from "./severity.js";

function finding(map, place) {
    const {detector, severity, what, advice} = map.findings[place];
    const part = (name, text, attributes = {}) =>
        element(
            "span",
            {...attributes, "data-path": `findings.${place}.${name}`, "data-value": text},
            text,
        );
    return element(
        "li",
        {class: `finding is-${severity}`},
        mark_of(severity),
        element(
            "div",
            {},
            element("p", {class: "what"}, part("what", what)),
            element("p", {class: "advice"}, part("advice", advice)),
            element(
                "p",
                {class: "note"},
                part("severity", severity),
                ", found by ",
                element("code", {}, part("detector", detector)),
            ),
        ),
    );
}

export class findings {
    constructor() {
        this.list_ = element("ul", {class: "findings"});
        this.none_ = element("p", {class: "note"}, "Nothing was found to be wrong with this map.");
        this.node = section("findings", "Findings", this.list_, this.none_);
        this.shown_ = "";
    }

    update(map) {
        const shown = JSON.stringify(map.findings);
        if (shown === this.shown_) return;
        this.shown_ = shown;
        this.list_.replaceChildren(...map.findings.map((_, place) => finding(map, place)));
        this.list_.hidden = map.findings.length === 0;
        this.none_.hidden = !this.list_.hidden;
    }
}
