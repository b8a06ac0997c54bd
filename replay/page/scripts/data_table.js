// The data of a plot as a table, made when it is first opened: it can have thousands of rows.

import {element} from "../../../web/scripts/dom.js";
import {scrolled} from "../../../web/scripts/scrolled.js";

import {figure} from "./report.js";

// A column is {heading, path, format} where its values stand in the report, `path` naming the
// array, or {heading, values, format} where they are derived.
export function data_table(report, caption, row_count, columns) {
    const fill = () => {
        const cell = (column, row) =>
            column.path
                ? figure(report, `${column.path}.${row}`, column.format)
                : column.format(column.values[row]);
        const rows = Array.from({length: row_count}, (_, row) =>
            element(
                "tr",
                {},
                ...columns.map((column, place) =>
                    place === 0
                        ? element("th", {scope: "row"}, cell(column, row))
                        : element("td", {}, cell(column, row)),
                ),
            ),
        );
        return element(
            "table",
            {},
            element("caption", {class: "unseen"}, caption),
            element(
                "thead",
                {},
                element(
                    "tr",
                    {},
                    ...columns.map((column) => element("th", {scope: "col"}, column.heading)),
                ),
            ),
            element("tbody", {}, ...rows),
        );
    };
    const [hint, scroll] = scrolled(caption);
    scroll.classList.add("tall");
    const details = element(
        "details",
        {class: "data"},
        element("summary", {}, "The data"),
        hint,
        scroll,
    );
    details.addEventListener("toggle", () => {
        if (details.open && !scroll.firstChild) scroll.append(fill());
    });
    return details;
}
