// The legend of all plots. Its buttons take maps out of the plots and put them back.

import {element} from "../../../web/scripts/dom.js";
import {swatch} from "../../../web/scripts/swatch.js";

export class shown_maps {
    constructor(count) {
        this.shown_ = new Array(count).fill(true);
        this.listeners_ = [];
    }

    has(index) {
        return this.shown_[index];
    }

    show(index, is_shown) {
        this.shown_[index] = is_shown;
        for (const listener of this.listeners_) listener(index, is_shown);
    }

    when_changed(listener) {
        this.listeners_.push(listener);
    }
}

export function legend(page) {
    const buttons = page.report.maps.map((map, index) => {
        const button = element(
            "button",
            {type: "button", class: "map", "aria-pressed": "true", "data-map": index},
            swatch(page.styles[index]),
            map.name,
        );
        button.addEventListener("click", () => page.shown.show(index, !page.shown.has(index)));
        return button;
    });
    page.shown.when_changed((index, is_shown) => {
        buttons[index].setAttribute("aria-pressed", String(is_shown));
    });

    const all = element("button", {type: "button", id: "all-maps"}, "All");
    all.addEventListener("click", () =>
        buttons.forEach((_, index) => page.shown.show(index, true)),
    );
    return element(
        "nav",
        {class: "legend", "aria-label": "Maps shown in the plots"},
        ...buttons,
        all,
    );
}
