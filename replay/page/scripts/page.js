// The page of a report. The report lies in it; nothing else is loaded.

import {element} from "../../../web/scripts/dom.js";
import {theme_toggle} from "../../../web/scripts/theme.js";
import {count, time_span} from "../../../web/scripts/units.js";

import {bytes_per_entry} from "./bytes_per_entry.js";
import {background, header, notes, origin} from "./header.js";
import {latency} from "./latency.js";
import {legend, shown_maps} from "./legend.js";
import {map_styles} from "./map_styles.js";
import {memory} from "./memory.js";
import {pauses} from "./pauses.js";
import {read_report} from "./report.js";
import {slots} from "./slots.js";
import {summary} from "./summary.js";
import {throughput} from "./throughput.js";
import {is_by_time} from "./time_plot.js";

function contents(report) {
    const page = {
        report,
        styles: map_styles(report.maps.map((map) => map.name)),
        shown: new shown_maps(report.maps.length),
        x_column: {
            heading: is_by_time(report) ? "time until" : "requests until",
            path: "timeline.x",
            format: is_by_time(report) ? time_span : count,
        },
    };
    const has_maps = report.maps.length > 0;
    const sections = has_maps
        ? [pauses, memory, bytes_per_entry, latency, slots, throughput].map((make) => make(page))
        : [];
    return {
        nodes: [
            header(report, theme_toggle()),
            background(report),
            ...notes(report),
            ...(has_maps ? [summary(report), legend(page)] : []),
            ...sections.map(({node}) => node),
            origin(report),
        ],
        plots: sections.flatMap(({plots}) => plots),
    };
}

const report = read_report();
const main = document.getElementById("page");
if (report === null) {
    main.replaceChildren(element("p", {}, "This page has no report in it."));
} else {
    const {nodes, plots} = contents(report);
    main.replaceChildren(...nodes);
    for (const drawn of plots) drawn.draw();
}
