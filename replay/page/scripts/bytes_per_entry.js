// Memory divided by the entries that are alive: flat where memory follows the entries.

import {log_axis, log_scale} from "../../../web/scripts/plot.js";
import {caption, framed, section} from "../../../web/scripts/section.js";
import {bytes, entries, short_count} from "../../../web/scripts/units.js";

import {data_table} from "./data_table.js";
import {map_lines} from "./lines.js";
import {ranked} from "./report.js";
import {as_with_second_axis, time_plot, x_label} from "./time_plot.js";

function per_entry(of_map, live) {
    return live.map((entries, slice) =>
        entries > 0 && of_map[slice] > 0 ? of_map[slice] / entries : null,
    );
}

function sentence(report) {
    const at_rest = report.entries.at_rest;
    const rests = at_rest > 0 ? ranked(report, (map) => map.memory.rest_bytes) : [];
    if (rests.length === 0) return "";
    const said = rests.map(
        ([index, held]) => `${report.maps[index].name} ${bytes(held / at_rest)}`,
    );
    return (
        `Bytes an entry, of the ${entries(at_rest)} that the drain left: ` +
        `${said.join(", ")}. A line that stays high to the right end is memory that was not given back.`
    );
}

export function bytes_per_entry(page) {
    const {report} = page;
    const derived = ({timeline}) => per_entry(timeline.map_bytes, report.timeline.live_entries);
    const drawn = new time_plot(page, {
        lines: map_lines(page, derived, bytes),
        label: `Bytes of each map for each live entry. ${sentence(report)}`,
        scales: {y: log_scale()},
        right_space: as_with_second_axis,
        axes: [log_axis(short_count)],
    });
    return {
        node: section(
            "bytes-per-entry",
            "Bytes per live entry",
            framed(
                drawn.holder,
                {x: x_label(report), y: "bytes held by the map / live entries (B, log)"},
                caption(sentence(report)),
            ),
            data_table(report, "Bytes per live entry of each slice", report.timeline.x.length, [
                page.x_column,
                ...report.maps.map((map) => ({
                    heading: map.name,
                    values: derived(map),
                    format: bytes,
                })),
            ]),
        ),
        plots: [drawn],
    };
}
