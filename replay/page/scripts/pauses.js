// The worst operation of each slice of time: where a map stops to move its entries, it stands out.

import {log_axis, log_scale} from "../../../web/scripts/plot.js";
import {caption, framed, section} from "../../../web/scripts/section.js";
import {duration, entries, plain, ratio} from "../../../web/scripts/units.js";

import {data_table} from "./data_table.js";
import {map_lines} from "./lines.js";
import {noise_note} from "./noise.js";
import {mark_peaks} from "./peaks.js";
import {index_of_ebb, ranked} from "./report.js";
import {as_with_second_axis, place, slice_at, time_plot, x_label} from "./time_plot.js";

const article = {all: "an operation", insert: "an insert", erase: "an erase", assign: "an assign"};

function kind_of(map) {
    return article[map.longest_pause_kind] ?? `a ${plain(map.longest_pause_kind)}`;
}

function pause(report, map) {
    const alive = report.timeline.live_entries[slice_at(report, map.longest_pause_at)];
    return (
        `${map.name}'s longest pause took ${duration(map.longest_pause_ns)}: ${kind_of(map)} ` +
        `${place(report, map.longest_pause_at)}, with ${entries(alive)}`
    );
}

function sentence(report) {
    const pauses = ranked(report, (map) => map.longest_pause_ns);
    if (pauses.length === 0) return "";
    const [worst] = pauses[pauses.length - 1];
    const worst_map = report.maps[worst];
    if (pauses.length === 1) return `${pause(report, worst_map)}.`;
    const ebb = index_of_ebb(report);
    const other = report.maps[ebb >= 0 && ebb !== worst ? ebb : pauses[0][0]];
    const times = ratio(worst_map.longest_pause_ns / other.longest_pause_ns);
    return (
        `${pause(report, worst_map)}. That is ${times} the longest of ${other.name}, ` +
        `${duration(other.longest_pause_ns)}: ${kind_of(other)}. ` +
        `Marks are operations ten times as long as the map's median here, or longer.`
    );
}

export function pauses(page) {
    const {report} = page;
    // A logarithm has no room for 0.
    const lines = map_lines(
        page,
        ({timeline}) => timeline.worst_ns.map((ns) => (ns > 0 ? ns : null)),
        duration,
    );
    const drawn = new time_plot(page, {
        lines: lines.map((line) => ({
            ...line,
            alpha: 0.5,
            style: {...line.style, dash: [], width: 1},
        })),
        label: `Worst operation in each slice of time. ${sentence(report)}`,
        scales: {y: log_scale()},
        right_space: as_with_second_axis,
        axes: [log_axis(duration)],
        above: mark_peaks(lines),
        height: 420,
    });
    return {
        node: section(
            "pauses",
            "Worst operations",
            framed(
                drawn.holder,
                {x: x_label(report), y: "longest operation in each slice of time (ns to s, log)"},
                caption(sentence(report)),
            ),
            noise_note(
                report,
                "each slice shows the least of them, since what is the map's own comes back in each",
                [],
            ),
            data_table(report, "Longest operation of each slice", report.timeline.x.length, [
                page.x_column,
                ...report.maps.map((map, index) => ({
                    heading: map.name,
                    path: `maps.${index}.timeline.worst_ns`,
                    format: duration,
                })),
            ]),
        ),
        plots: [drawn],
    };
}
