// Figures that follow the program: made once, and given the values of each answer.

import {element} from "../../../web/scripts/dom.js";
import {plain} from "../../../web/scripts/units.js";

// "figures.current.buckets". Returns: nothing where there is no such thing.
export function value_at(object, path) {
    return path.split(".").reduce((inner, name) => inner?.[name], object) ?? null;
}

// What is the same stays untouched, so that what somebody has selected stays selected.
export function set_text(node, text) {
    if (node.textContent !== text) node.textContent = text;
}

export function set_attribute(node, name, value) {
    if (value === null || value === false) {
        node.removeAttribute(name);
    } else if (node.getAttribute(name) !== String(value)) {
        node.setAttribute(name, value);
    }
}

export class live_figures {
    constructor() {
        this.all_ = [];
    }

    // A figure says where it stands in the answer, so that the page can be checked against it.
    figure(path, format = plain) {
        const node = element("span", {"data-path": path});
        this.all_.push({node, path, format});
        return node;
    }

    update(object) {
        for (const {node, path, format} of this.all_) {
            const value = value_at(object, path);
            set_text(node, format(value));
            set_attribute(node, "data-value", value);
        }
    }
}
