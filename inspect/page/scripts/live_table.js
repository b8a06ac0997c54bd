// Tables that follow the program. What does not fit the page scrolls by itself.

import {element} from "../../../web/scripts/dom.js";

import {set_attribute, set_text} from "./live.js";

function head(headings) {
    const cells = headings.map((heading) => element("th", {scope: "col"}, heading));
    return element("thead", {}, element("tr", {}, ...cells));
}

function row_of(columns) {
    return element(
        "tr",
        {},
        ...Array.from({length: columns}, (_, place) =>
            place === 0 ? element("th", {scope: "row"}) : element("td"),
        ),
    );
}

// A table of texts. What stays the same is left alone, so that a reader keeps the place.
export class live_table {
    constructor(caption, headings, {is_tall = false} = {}) {
        this.columns_ = headings.length;
        this.body_ = element("tbody");
        this.node = element(
            "div",
            {
                class: is_tall ? "scroll tall" : "scroll",
                tabindex: 0,
                role: "region",
                "aria-label": caption,
            },
            element(
                "table",
                {},
                element("caption", {class: "unseen"}, caption),
                head(headings),
                this.body_,
            ),
        );
    }

    // `rows`: arrays of texts, or of {text, path, value} for figures.
    update(rows) {
        while (this.body_.rows.length > rows.length) this.body_.lastChild.remove();
        while (this.body_.rows.length < rows.length) this.body_.append(row_of(this.columns_));
        rows.forEach((cells, row) => {
            cells.forEach((cell, place) => {
                const node = this.body_.rows[row].cells[place];
                set_text(node, typeof cell === "string" ? cell : cell.text);
                set_attribute(node, "data-path", cell.path ?? null);
                set_attribute(node, "data-value", String(cell.value ?? "") || null);
            });
        });
    }
}

// A table behind "The data", which is filled only while it is open. `rows_of` makes the rows.
export class data_table {
    constructor(caption, headings, rows_of) {
        this.table_ = new live_table(caption, headings, {is_tall: true});
        this.rows_of_ = rows_of;
        this.node = element(
            "details",
            {class: "data"},
            element("summary", {}, "The data"),
            this.table_.node,
        );
        this.node.addEventListener("toggle", () => this.update());
    }

    update() {
        if (this.node.open) this.table_.update(this.rows_of_());
    }
}
