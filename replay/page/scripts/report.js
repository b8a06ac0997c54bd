// The report that the page was made with.

import {element} from "../../../web/scripts/dom.js";
import {plain} from "../../../web/scripts/units.js";

// Returns: the report, or nothing where the page still has its placeholder.
export function read_report() {
    const report = JSON.parse(document.getElementById("report").textContent);
    return typeof report === "object" ? report : null;
}

// "maps.0.memory.peak_bytes". Returns: undefined where the report has no such thing.
export function value_at(report, path) {
    return path.split(".").reduce((inner, name) => inner?.[name], report);
}

// A figure of the report. It says where it stands there, so that the page can be checked against
// it.
export function figure(report, path, format = plain) {
    const value = value_at(report, path) ?? null;
    return element("span", {"data-path": path, "data-value": value}, format(value));
}

export function index_of_ebb(report) {
    return report.maps.findIndex((map) => map.name === "ebb");
}

// Returns: [index, value] of the maps that have a number there, the least first.
export function ranked(report, value_of) {
    return report.maps
        .map((map, index) => [index, value_of(map)])
        .filter(([, value]) => Number.isFinite(value))
        .sort(([, left], [, right]) => left - right);
}
