// How each map looks, the same in every plot and in every report: colour (page.css), dashes, width,
// and the shape of its mark, since colours alone don't tell lines apart for everyone.

import {svg_element} from "./dom.js";

const known = ["ebb", "ebb-go", "boost", "absl", "sparsehash", "std", "tbb", "ebb-eager"];

function polygon(corners, turn) {
    return Array.from({length: corners}, (_, corner) => {
        const angle = 2 * Math.PI * (corner / corners + turn);
        return [Math.cos(angle), Math.sin(angle)];
    });
}

const looks = [
    {dash: [], width: 2.5, shape: polygon(24, 0)},
    {dash: [7, 3], width: 2, shape: polygon(4, 0)},
    {dash: [], width: 1.5, shape: polygon(4, 1 / 8)},
    {dash: [9, 4], width: 1.5, shape: polygon(3, -1 / 4)},
    {dash: [3, 3], width: 1.5, shape: polygon(3, 1 / 4)},
    {dash: [10, 3, 2, 3], width: 1.5, shape: polygon(5, -1 / 4)},
    {dash: [2, 2], width: 2, shape: polygon(6, 0)},
    {dash: [12, 2, 2, 2, 2, 2], width: 1.5, shape: polygon(3, 0)},
];

// Returns: a style for each of the names. Unknown ones take what the known ones leave, and where
// there are more names than styles some look alike.
export function map_styles(names) {
    const free = looks.map((_, index) => index).filter((index) => !names.includes(known[index]));
    let taken = 0;
    return names.map((name) => {
        const place = known.indexOf(name);
        const index = place >= 0 ? place : (free[taken++ % free.length] ?? 0);
        return {...looks[index], colour: `--map-${index}`};
    });
}

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
