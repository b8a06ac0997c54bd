// How the times of all operations are distributed, by percentile.

import {element} from "../../../web/scripts/dom.js";
import {log_axis, log_scale, plot} from "../../../web/scripts/plot.js";
import {scrolled} from "../../../web/scripts/scrolled.js";
import {caption, choice, framed, section} from "../../../web/scripts/section.js";
import {count, duration, percentile, plain} from "../../../web/scripts/units.js";

import {map_lines} from "./lines.js";
import {noise_note} from "./noise.js";
import {percentile_axis, quantile_places, quantiles, share_of} from "./quantiles.js";
import {figure, ranked} from "./report.js";

const kinds = ["all", "find", "insert", "assign", "erase"];
const kind_names = {all: "all operations"};
const columns = [
    ["count", count],
    ["mean", duration],
    ["p50", duration],
    ["p90", duration],
    ["p99", duration],
    ["p99_9", duration],
    ["p99_99", duration],
    ["max", duration],
];

function kind_name(kind) {
    return kind_names[kind] ?? kind;
}

// A share, and the count of operations of which one is beyond it.
const tails = [
    ["p99_9", "1,000"],
    ["p99", "100"],
    ["p90", "10"],
    ["p50", "2"],
];

// Short replays have no one in 1,000: the rarest that there is.
function sentence(report, kind) {
    const what = kind === "all" ? "operation" : kind;
    const end = "The right end of a line is the slowest one.";
    for (const [name, one_in] of tails) {
        const slow = ranked(report, (map) => map.latency_ns?.[kind]?.[name]);
        if (slow.length === 0) continue;
        const said = slow.map(([index, ns]) => `${report.maps[index].name} ${duration(ns)}`);
        return `One ${what} in ${one_in} takes longer than: ${said.join(", ")}. ${end}`;
    }
    return end;
}

function table(report, kind) {
    const rows = report.maps
        .map((map, index) => [map, index])
        .filter(([map]) => map.latency_ns?.[kind])
        .map(([map, index]) =>
            element(
                "tr",
                {},
                element("th", {scope: "row"}, map.name),
                ...columns.map(([name, format]) =>
                    element(
                        "td",
                        {},
                        figure(report, `maps.${index}.latency_ns.${kind}.${name}`, format),
                    ),
                ),
            ),
        );
    const headings = ["count", "mean", "50 %", "90 %", "99 %", "99.9 %", "99.99 %", "longest"];
    return element(
        "table",
        {},
        element("caption", {}, `Times of ${kind_name(kind)}, by percentile`),
        element(
            "thead",
            {},
            element(
                "tr",
                {},
                ...["map", ...headings].map((heading) => element("th", {scope: "col"}, heading)),
            ),
        ),
        element("tbody", {}, ...rows),
    );
}

export function latency(page) {
    const {report} = page;
    const occurring = kinds.filter((kind) => report.maps.some((map) => map.latency_ns?.[kind]));
    if (occurring.length === 0) return {node: "", plots: []};
    const lines_of = (kind, xs) =>
        map_lines(page, (map) => quantiles(map.latency_ns?.[kind], xs), duration);
    const first_xs = quantile_places(report, occurring[0]);
    const label = (kind) => `Times of ${kind_name(kind)} by percentile. ${sentence(report, kind)}`;
    const said = caption(sentence(report, occurring[0]));
    const drawn = new plot(page, {
        lines: lines_of(occurring[0], first_xs),
        x: first_xs,
        x_title: (x) => `${percentile(share_of(x).toFixed(7))} % of operations took at most`,
        label: label(occurring[0]),
        scales: {x: {time: false, distr: 3, range: (_, low, high) => [low, high]}, y: log_scale()},
        axes: [percentile_axis(), log_axis(duration)],
    });
    const toggle = choice(
        "operation-kind",
        "Operations that are shown",
        occurring.map((kind) => [kind, kind_name(kind)]),
        (kind) => {
            const xs = quantile_places(report, kind);
            drawn.show_values(
                lines_of(kind, xs).map((line) => line.values),
                xs,
            );
            drawn.describe(label(kind));
            said.textContent = sentence(report, kind);
        },
    );
    return {
        node: section(
            "latency",
            "Latency",
            toggle,
            framed(
                drawn.holder,
                {
                    x: "share of operations (%, log of 1 / (1 - share))",
                    y: "time of an operation (ns to s, log)",
                },
                said,
            ),
            noise_note(report, "each figure is the least of them", [
                ["noise.percentile_spreads.p50", "A map's median"],
                ["noise.percentile_spreads.p99", "The 99 % percentile"],
                ["noise.percentile_spreads.p99_9", "The 99.9 % percentile"],
            ]),
            element(
                "p",
                {class: "note"},
                "Each time includes a reading of ",
                figure(report, "clock.name", plain),
                ", which takes ",
                figure(report, "clock.cost_ns", duration),
                ", usually ",
                figure(report, "clock.usual_cost_ns", duration),
                ".",
            ),
            element(
                "details",
                {class: "data"},
                element("summary", {}, "The data"),
                ...scrolled(
                    "Times by percentile",
                    ...occurring.map((kind) => table(report, kind)),
                ),
            ),
        ),
        plots: [drawn],
    };
}
