// Plots over the time of the replay. They share the axis, the crosshair and the zoom, and show
// where the drain begins.

import {axis, margin, narrow, plot, side_size} from "../../../web/scripts/plot.js";
import {colour} from "../../../web/scripts/theme.js";
import {count, short_count, time_span} from "../../../web/scripts/units.js";

const steps_of_time = [
    0.001, 0.01, 0.1, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600,
    43200, 86400, 172800, 432000, 864000, 2592000, 8640000,
];

export function is_by_time(report) {
    return report.axis.unit === "seconds";
}

// "at 1,200,000 requests", "after 2 h 30 min"
export function place(report, x) {
    return is_by_time(report) ? `after ${time_span(x)}` : `at request ${count(x)}`;
}

export function x_label(report) {
    return is_by_time(report)
        ? "time in the trace (s, min, h, d), then the drain"
        : "requests, then erases of the drain";
}

// The index of the slice that x lies in.
export function slice_at(report, x) {
    const index = report.timeline.x.findIndex((end) => end >= x);
    return index < 0 ? report.timeline.x.length - 1 : index;
}

function x_axis(report) {
    const size = 30;
    return is_by_time(report)
        ? axis({
              size,
              incrs: steps_of_time,
              values: (_, splits) => splits.map(time_span),
              space: 80,
          })
        : axis({size, values: (_, splits) => splits.map(short_count), space: 70});
}

// Shades the drain and the rest after it, which is the last point. The canvas is in device pixels.
function shade_drain(report) {
    const {drain_begins, rest_at} = report.axis;
    if (!Number.isFinite(drain_begins)) return () => {};
    const parts = [["drain", drain_begins, report.timeline.x.at(-2)]];
    if (Number.isFinite(rest_at)) parts.push(["rest", report.timeline.x.at(-2), rest_at]);
    return ({ctx, bbox, valToPos}) => {
        const pixel = uPlot.pxRatio;
        const right = bbox.left + bbox.width;
        ctx.save();
        ctx.font = `${12 * pixel}px system-ui, sans-serif`;
        ctx.textAlign = "left";
        ctx.textBaseline = "top";
        for (const [name, begin, end] of parts) {
            const from = Math.max(bbox.left, valToPos(begin, "x", true));
            const to = Math.min(right, valToPos(end, "x", true));
            if (!(from < to)) continue;
            ctx.fillStyle = colour("--drain");
            ctx.fillRect(from, bbox.top, to - from, bbox.height);
            ctx.fillStyle = colour("--faint");
            ctx.fillRect(from, bbox.top, pixel, bbox.height);
            if (ctx.measureText(name).width + 6 * pixel < to - from) {
                ctx.fillText(name, from + 4 * pixel, bbox.top + 4 * pixel);
            }
        }
        ctx.restore();
    };
}

// For plots of the page's width: as much room as the one with a second axis needs for it, so that
// the same moment stands below itself. Narrow screens have none to spare.
export function as_with_second_axis(plot) {
    return plot.width < narrow ? margin : side_size(plot) + margin;
}

// `options` as those of plot, without x; drain_is_above where areas would cover its shade.
export class time_plot extends plot {
    constructor(page, options) {
        const {report} = page;
        super(page, {
            ...options,
            x: report.timeline.x,
            x_title: (x, index) =>
                `${place(report, x)}, ${count(report.timeline.live_entries[index])} entries`,
            scales: {x: {time: false}, ...options.scales},
            axes: [x_axis(report), ...options.axes],
            cursor: {sync: {key: "time", scales: ["x", null]}},
            [options.drain_is_above ? "above" : "below"]: shade_drain(report),
        });
    }
}
