// The values under the pointer, the largest first.

import {element} from "./dom.js";
import {swatch} from "./swatch.js";

function row(line, value) {
    return element(
        "tr",
        {},
        element(
            "td",
            {},
            line.box ? element("span", {class: `box ${line.box}`}) : swatch(line.style),
        ),
        element("td", {}, line.name),
        element("td", {class: "number"}, line.format(value)),
    );
}

// What lies stacked in the plot is told by itself.
function told(line) {
    return line.told ?? line.values;
}

// A uPlot plugin. `x_title` names a place on the x axis: (x, index) => text.
export function tooltip(lines, x_title) {
    const box = element("div", {class: "tooltip", hidden: true, "aria-hidden": "true"});
    let is_inside = false;

    const fill = (plot, index) => {
        const rows = lines
            .map((line, place) => [line, told(line)[index], plot.series[place + 1].show])
            .filter(([, value, is_shown]) => is_shown && Number.isFinite(value));
        if (!lines[0]?.box) rows.sort(([, left], [, right]) => right - left);
        box.replaceChildren(
            element("div", {class: "place"}, x_title(plot.data[0][index], index)),
            element("table", {}, ...rows.map(([line, value]) => row(line, value))),
        );
    };
    const move = (plot) => {
        const {left, idx: index} = plot.cursor;
        box.hidden = !is_inside || index === null || index === undefined || left < 0;
        if (box.hidden) return;
        fill(plot, index);
        const is_right = left > plot.over.clientWidth / 2;
        box.style.left = is_right ? "" : `${left + 14}px`;
        box.style.right = is_right ? `${plot.over.clientWidth - left + 14}px` : "";
    };
    return {
        hooks: {
            ready: (plot) => {
                plot.over.append(box);
                plot.over.addEventListener("mouseenter", () => {
                    is_inside = true;
                });
                plot.over.addEventListener("mouseleave", () => {
                    is_inside = false;
                    box.hidden = true;
                });
            },
            setCursor: move,
        },
    };
}
