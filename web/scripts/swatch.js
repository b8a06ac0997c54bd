// What stands for a line in legends and tooltips.

import {svg_element} from "./dom.js";

// A sample of the line with its mark.
export function swatch(style) {
    const points = style.shape.map(([x, y]) => `${16 + 4.5 * x},${8 + 4.5 * y}`).join(" ");
    const paint = `var(${style.colour})`;
    return svg_element(
        "svg",
        {class: "swatch", viewBox: "0 0 32 16", width: 32, height: 16, "aria-hidden": "true"},
        svg_element("line", {
            x1: 0,
            y1: 8,
            x2: 32,
            y2: 8,
            stroke: paint,
            "stroke-width": style.width,
            "stroke-dasharray": style.dash.join(" ") || null,
        }),
        svg_element("polygon", {points, fill: paint}),
    );
}
