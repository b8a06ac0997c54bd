// The states of a slot: their names, colours and boxes, in the order in which they are stacked.

import {element} from "../../../web/scripts/dom.js";

export const states = [
    {key: "in_use", name: "in use", colour: "--slots-in-use", box: "slots-in-use"},
    {key: "deleted", name: "reusable", colour: "--slots-deleted", box: "slots-deleted"},
    {key: "evacuated", name: "moved", colour: "--slots-evacuated", box: "slots-evacuated"},
    {key: "never_used", name: "never used", colour: "--slots-never-used", box: "slots-never-used"},
];

// Places in `states`.
export const in_use = 0;
export const deleted = 1;
export const evacuated = 2;
export const never_used = 3;

// The place in `states` of a slot by its tophash byte: 0 never used, 1 reusable, 2 to 4 evacuated.
export function state_of(tophash) {
    if (tophash > 4) return in_use;
    if (tophash > 1) return evacuated;
    return tophash === 1 ? deleted : never_used;
}

export function states_key() {
    const told = {
        in_use: "an entry lives there",
        deleted: "free: an entry lived there once, and an insert takes the slot like any other free one",
        evacuated: "of the old table: its entries live in the current one",
        never_used: "free from the start",
    };
    return element(
        "ul",
        {class: "keys", "aria-label": "States of a slot"},
        ...states.map(({key, name, box}) =>
            element(
                "li",
                {title: told[key]},
                element("span", {class: `box ${box}`, "aria-hidden": "true"}),
                name,
                key === "deleted" ? element("span", {class: "note"}, " (free)") : "",
            ),
        ),
    );
}
