// How bad findings are: a mark, a word and a colour, so that no one of them is needed.

import {element, svg_element} from "../../../web/scripts/dom.js";

const ranks = ["note", "warning", "serious"];

const outlines = {
    note: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13Z",
    warning: "M8 1.5L15.2 14.5H0.8Z",
    serious: "M5 1.2h6l4 4v5.6l-4 4H5l-4-4V5.2Z",
};

const signs = {
    note: "M8 7v4.5M8 4.2v.6",
    warning: "M8 6v4M8 12v.4",
    serious: "M8 4.3v4.6M8 11.4v.4",
};

export function mark_of(severity) {
    const known = ranks.includes(severity) ? severity : "warning";
    return svg_element(
        "svg",
        {
            class: `severity is-${known}`,
            viewBox: "0 0 16 16",
            width: 16,
            height: 16,
            "aria-hidden": "true",
        },
        svg_element("path", {class: "outline", d: outlines[known]}),
        svg_element("path", {class: "sign", d: signs[known]}),
    );
}

// Returns: the worst of them, or nothing.
export function worst_of(findings) {
    const found = findings.map(({severity}) => ranks.indexOf(severity));
    return found.length === 0 ? null : (ranks[Math.max(...found)] ?? "warning");
}

export function findings_text(findings) {
    return findings.length === 1 ? "1 finding" : `${findings.length} findings`;
}

export function badge(findings) {
    const worst = worst_of(findings);
    if (worst === null) return null;
    const text = element("span", {}, findings_text(findings));
    return element("span", {class: `badge is-${worst}`}, mark_of(worst), text);
}
