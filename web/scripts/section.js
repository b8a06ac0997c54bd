// What the plots stand in: heading, controls, the plot with its axis labels, what there is to see,
// the data.

import {element} from "./dom.js";

export function section(id, heading, ...content) {
    return element(
        "section",
        {id, "aria-labelledby": `${id}-heading`},
        element("h2", {id: `${id}-heading`}, heading),
        ...content,
    );
}

// `labels`: x, y, and right where there is a second axis.
export function framed(holder, labels, ...below) {
    return element(
        "figure",
        {class: "plot"},
        element(
            "div",
            {class: "axis-labels"},
            element("span", {class: "axis-label y"}, `↑ ${labels.y}`),
            labels.right
                ? element("span", {class: "axis-label right"}, `${labels.right} ↑`)
                : null,
        ),
        holder,
        element("div", {class: "axis-label x"}, `${labels.x} →`),
        ...below,
    );
}

export function caption(text) {
    return element("figcaption", {"aria-live": "polite"}, text);
}

// One of several: radio buttons that look like one control. `choices`: [value, label].
export function choice(name, legend, choices, when_chosen) {
    const inputs = choices.map(([value, label], index) =>
        element(
            "label",
            {},
            element("input", {type: "radio", name, value, checked: index === 0}),
            element("span", {}, label),
        ),
    );
    const field = element(
        "fieldset",
        {class: "choice"},
        element("legend", {class: "unseen"}, legend),
        ...inputs,
    );
    field.addEventListener("change", (event) => when_chosen(event.target.value));
    return field;
}
