// What each map holds, over time.

import {element} from "../../../web/scripts/dom.js";
import {axis, bytes_axis, from_zero, side_size} from "../../../web/scripts/plot.js";
import {caption, choice, framed, section} from "../../../web/scripts/section.js";
import {bytes, count, entries, short_count} from "../../../web/scripts/units.js";

import {data_table} from "./data_table.js";
import {map_lines} from "./lines.js";
import {index_of_ebb, ranked} from "./report.js";
import {time_plot, x_label} from "./time_plot.js";

const kinds = {
    map_bytes: {peak: "peak_bytes", rest: "rest_bytes", name: "held by the map"},
    resident_bytes: {peak: "peak_resident_bytes", rest: "rest_resident_bytes", name: "resident"},
};

const live_style = {colour: "--live", width: 1.5, dash: [4, 4], shape: [[0, 0]]};

// The most, the least, and ebb where it is neither.
function extremes(report, ranking) {
    const least = ranking[0];
    const most = ranking[ranking.length - 1];
    const ebb = ranking.find(([index]) => index === index_of_ebb(report)) ?? least;
    const marks = new Map(
        ranking.length > 1
            ? [
                  [most, " (the most)"],
                  [least, " (the least)"],
              ]
            : [],
    );
    return [...new Set([most, ebb, least])]
        .map((place) => `${report.maps[place[0]].name} ${bytes(place[1])}${marks.get(place) ?? ""}`)
        .join(", ");
}

function sentence(report, kind) {
    const {peak, rest} = kinds[kind];
    const peaks = ranked(report, (map) => map.memory[peak]);
    const rests = ranked(report, (map) => map.memory[rest]);
    if (peaks.length === 0 || rests.length === 0) return "Nothing was measured.";
    return (
        `At their peaks: ${extremes(report, peaks)}. After the drain, which left ` +
        `${count(report.entries.at_rest)} of ${entries(report.entries.at_end)}: ` +
        `${extremes(report, rests)}.`
    );
}

export function memory(page) {
    const {report} = page;
    const lines_of = (kind) => map_lines(page, ({timeline}) => timeline[kind], bytes);
    const live = {
        map: null,
        name: "live entries",
        style: live_style,
        values: report.timeline.live_entries,
        scale: "entries",
        format: count,
    };
    const said = caption(sentence(report, "map_bytes"));
    const label = (kind) => `Memory ${kinds[kind].name} over time. ${sentence(report, kind)}`;
    const drawn = new time_plot(page, {
        lines: [...lines_of("map_bytes"), live],
        label: label("map_bytes"),
        scales: {y: from_zero(), entries: from_zero()},
        axes: [
            bytes_axis(bytes),
            axis({
                scale: "entries",
                side: 1,
                grid: {show: false},
                values: (_, splits) => splits.map(short_count),
                size: side_size,
            }),
        ],
    });
    const toggle = choice(
        "memory-kind",
        "Memory that is shown",
        Object.entries(kinds).map(([kind, {name}]) => [kind, name]),
        (kind) => {
            drawn.show_values([...lines_of(kind), live].map((line) => line.values));
            drawn.describe(label(kind));
            said.textContent = sentence(report, kind);
        },
    );
    return {
        node: section(
            "memory",
            "Memory",
            toggle,
            framed(
                drawn.holder,
                {
                    x: x_label(report),
                    y: "memory (bytes)",
                    right: "live entries (count, dashed grey)",
                },
                said,
            ),
            element(
                "p",
                {class: "note"},
                report.rounds === 1
                    ? "One round."
                    : "Of the first round; what a map allocates is the same in each.",
            ),
            data_table(report, "Memory at the end of each slice", report.timeline.x.length, [
                page.x_column,
                {heading: "live entries", path: "timeline.live_entries", format: count},
                ...Object.entries(kinds).flatMap(([kind, {name}]) =>
                    report.maps.map((map, index) => ({
                        heading: `${map.name}, ${name}`,
                        path: `maps.${index}.timeline.${kind}`,
                        format: bytes,
                    })),
                ),
            ]),
        ),
        plots: [drawn],
    };
}
