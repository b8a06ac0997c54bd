// Operations a second: a bar a map, and on it a line that spans the rounds.

import {element} from "../../../web/scripts/dom.js";
import {section} from "../../../web/scripts/section.js";
import {count, duration, rate} from "../../../web/scripts/units.js";

import {noise_note} from "./noise.js";
import {figure, ranked} from "./report.js";

function sentence(report) {
    const ranking = ranked(report, (map) => map.operations_per_second);
    if (ranking.length < 2) return "";
    const said = ([index, value]) => `${report.maps[index].name} with ${rate(value)}`;
    return (
        `Most operations a second: ${said(ranking[ranking.length - 1])}; fewest: ` +
        `${said(ranking[0])}. `
    );
}

// How often each map was measured, where there is more than one round to span.
function rounds_said(report) {
    const most = Math.max(0, ...report.maps.map((map) => map.ns_per_operation_rounds.length));
    if (most < 2) return "";
    return report.complete
        ? "The line on a bar spans the rounds. "
        : "The line on a bar spans the rounds that were measured. ";
}

function percent_of(most, value) {
    return `${Math.max(0, Math.min(100, (100 * value) / most))}%`;
}

function whisker(map, most) {
    const rates = (map.ns_per_operation_rounds ?? []).filter((ns) => ns > 0).map((ns) => 1e9 / ns);
    if (rates.length < 2) return null;
    const low = percent_of(most, Math.min(...rates));
    const high = percent_of(most, Math.max(...rates));
    return element("span", {
        class: "whisker",
        style: `left: ${low}; width: calc(${high} - ${low})`,
    });
}

export function throughput(page) {
    const {report, styles} = page;
    const all = report.maps.flatMap((map) => [
        map.operations_per_second,
        ...(map.ns_per_operation_rounds ?? []).map((ns) => 1e9 / ns),
    ]);
    const most = Math.max(...all.filter(Number.isFinite), 1) * 1.01;
    const bars = report.maps.map((map, index) => {
        const bar = element(
            "div",
            {class: "bar-row", "data-map": index},
            element("span", {class: "bar-name"}, map.name),
            element(
                "span",
                {class: "bar-track", "aria-hidden": "true"},
                element("span", {
                    class: "bar",
                    style:
                        `width: ${percent_of(most, map.operations_per_second ?? 0)}; ` +
                        `background: var(${styles[index].colour})`,
                }),
                whisker(map, most),
            ),
            element(
                "span",
                {class: "bar-value"},
                figure(report, `maps.${index}.operations_per_second`, rate),
                " ",
                element("small", {}, figure(report, `maps.${index}.ns_per_operation`, duration)),
            ),
        );
        page.shown.when_changed((changed, is_shown) => {
            if (changed === index) bar.hidden = !is_shown;
        });
        return bar;
    });
    return {
        node: section(
            "throughput",
            "Throughput",
            element(
                "figure",
                {class: "plot"},
                element("div", {class: "bars"}, ...bars),
                element("div", {class: "axis-label x"}, "operations a second →"),
                element(
                    "figcaption",
                    {},
                    sentence(report),
                    rounds_said(report),
                    figure(report, "operations.total", count),
                    report.operations.total === 1 ? " operation" : " operations",
                    "; a value has ",
                    figure(report, "value_bytes", count),
                    " bytes.",
                ),
            ),
            noise_note(report, "each figure is their median", [
                ["noise.rounds_spread", "The time of a map"],
            ]),
        ),
        plots: [],
    };
}
