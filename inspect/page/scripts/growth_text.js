// Kinds of growth in words.

import {percent} from "../../../web/scripts/units.js";

const names = {doubling: "doubling", same_size: "tidying up, same size", shrink: "shrinking"};

export function is_growing({growth}) {
    return growth.kind !== "none";
}

export function growth_name(kind) {
    return names[kind] ?? kind;
}

// "doubling, 43 %", or nothing.
export function growth_text(figures) {
    if (!is_growing(figures)) return "";
    return `${growth_name(figures.growth.kind)}, ${percent(figures.growth.progress)}`;
}
