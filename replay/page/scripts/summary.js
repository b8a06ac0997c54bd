// The figures of all maps: a row a figure, a column a map, the best of each row marked.

import {element, unseen} from "../../../web/scripts/dom.js";
import {scrolled} from "../../../web/scripts/scrolled.js";
import {section} from "../../../web/scripts/section.js";
import {bytes, count, duration, plain, rate, ratio, short_count} from "../../../web/scripts/units.js";

import {figure, index_of_ebb, value_at} from "./report.js";

const less = Math.min;
const more = Math.max;

const kinds = ["find", "insert", "assign", "erase"];

// Paths are those inside a map of the report. Where there is no best there is nothing to win.
function rows_of(report) {
    const times = kinds
        .filter((kind) => report.operations[kind] > 0)
        .flatMap((kind) =>
            [
                ["p50", "p50"],
                ["p99_9", "p99.9"],
                ["max", "longest"],
            ].map(([name, shown]) => ({
                heading: `${kind}, ${shown}`,
                path: `latency_ns.${kind}.${name}`,
                format: duration,
                best: less,
            })),
        );
    const left = report.entries.at_rest;
    const at_rest = `at rest, ${short_count(left)} ${left === 1 ? "entry" : "entries"}`;
    const memory = [
        ["memory, peak", "peak_bytes"],
        ["memory, peak, an entry", "peak_bytes_per_entry"],
        ["resident, peak", "peak_resident_bytes"],
        [at_rest, "rest_bytes"],
        ["at rest, resident", "rest_resident_bytes"],
    ].map(([heading, name]) => ({heading, path: `memory.${name}`, format: bytes, best: less}));
    return [
        {heading: "operations/s", path: "operations_per_second", format: rate, best: more},
        {heading: "time an operation", path: "ns_per_operation", format: duration, best: less},
        ...times,
        {heading: "longest pause", path: "longest_pause_ns", format: duration, best: less},
        {heading: "longest pause, of kind", path: "longest_pause_kind", format: plain},
        ...memory,
        {heading: "table changed size", path: "growths", format: count},
    ];
}

// `reference` is the map that ratios refer to. What looks the same as the best is as good.
function cell(report, row, index, reference, best) {
    const value = value_at(report.maps[index], row.path);
    const referred = value_at(report.maps[reference], row.path);
    const is_best = best !== null && row.format(value) === row.format(best);
    const compared = row.best && index !== reference && referred > 0 && Number.isFinite(value);
    return element(
        "td",
        {class: is_best ? "best" : null},
        is_best ? element("span", {"aria-hidden": "true"}, "★ ") : null,
        figure(report, `maps.${index}.${row.path}`, row.format),
        is_best ? unseen(" (best)") : null,
        element("small", {}, compared ? ratio(value / referred) : ""),
    );
}

function line(report, row, reference) {
    const values = report.maps.map((map) => value_at(map, row.path)).filter(Number.isFinite);
    const best = row.best && values.length > 1 ? row.best(...values) : null;
    return element(
        "tr",
        {},
        element("th", {scope: "row"}, row.heading),
        ...report.maps.map((_, index) => cell(report, row, index, reference, best)),
    );
}

export function summary(report) {
    const headings = report.maps.map((map, index) =>
        element(
            "th",
            {scope: "col", title: map.type},
            figure(report, `maps.${index}.name`),
            element("small", {}, figure(report, `maps.${index}.version`)),
        ),
    );
    // Short replays have no percentiles far out.
    const rows = rows_of(report).filter(({path}) =>
        report.maps.some((map) => (value_at(map, path) ?? null) !== null),
    );
    const reference = Math.max(0, index_of_ebb(report));
    const marks = `★ marks the best of a row, × is the ratio to ${report.maps[reference].name}. `;
    const drain = "At rest is after the drain, which erases 99 % of the entries.";
    return section(
        "summary",
        "Summary",
        ...scrolled(
            "Summary",
            element(
                "table",
                {class: "summary"},
                element("caption", {class: "unseen"}, "All maps, figure by figure"),
                element("thead", {}, element("tr", {}, element("td", {}), ...headings)),
                element("tbody", {}, ...rows.map((row) => line(report, row, reference))),
            ),
        ),
        element("p", {class: "note"}, `${report.maps.length > 1 ? marks : ""}${drain}`),
    );
}
