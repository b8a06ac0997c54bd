// A box for a table that may be wider than the screen. Where it is, it says so: on phones nothing else shows that
// there is more.

import {element} from "./dom.js";

// Returns: nodes, to be put one after the other. `label` is what screen readers call the box.
export function scrolled(label, ...content) {
    const hint = element(
        "p",
        {class: "scroll-hint", hidden: true},
        "There are more columns: scroll the table sideways →",
    );
    const box = element(
        "div",
        {class: "scroll", tabindex: 0, role: "region", "aria-label": label},
        ...content,
    );
    const look = () => {
        hint.hidden = box.scrollWidth <= box.clientWidth + 1;
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(box);
    for (const node of content) watcher.observe(node);
    return [hint, box];
}
