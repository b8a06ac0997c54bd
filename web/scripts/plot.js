// A plot: uPlot's canvas with the labels, the tooltip and the colours of this page.
//
// A line is {map, name, values, style, scale, format}; `map` is the index of the map that it
// belongs to, or null. Lines come and go with their map. Values that are null are left out of a
// line, or bridged where it has `spans_gaps`. A line may have `alpha`, `fill` (the name of a
// colour), `box` (a class, shown in tooltips instead of the line) and `told` (what tooltips show
// instead of the values).

import {element} from "./dom.js";
import {colour, when_theme_changes} from "./theme.js";
import {tooltip} from "./tooltip.js";

const font = "12px system-ui, sans-serif";
export const narrow = 560; // pixels
export const margin = 14; // at the right, where the last number of the x axis needs some

export function axis(rest) {
    return {
        font,
        stroke: () => colour("--faint"),
        grid: {stroke: () => colour("--grid"), width: 1},
        ticks: {stroke: () => colour("--grid"), width: 1, size: 5},
        ...rest,
    };
}

// Room for the numbers beside the plot.
export function side_size(plot) {
    return plot.width < narrow ? 58 : 70;
}

function decades(_, __, low, high) {
    const splits = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); ++power) {
        splits.push(10 ** power);
    }
    return splits.filter((split) => split >= low && split <= high);
}

export function log_axis(format, rest = {}) {
    return axis({
        splits: decades,
        filter: (_, splits) => splits,
        values: (_, splits) => splits.map(format),
        size: side_size,
        ...rest,
    });
}

// Whole decades, so that there is always a labelled line above and below.
export function log_scale() {
    return {
        distr: 3,
        range: (_, min, max) => {
            if (min === null || max === null) return [1, 10];
            const low = Math.floor(Math.log10(min));
            const high = Math.ceil(Math.log10(max));
            return [10 ** low, 10 ** Math.max(high, low + 1)];
        },
    };
}

export function from_zero() {
    return {range: (_, __, max) => [0, max > 0 ? max * 1.06 : 1]};
}

const binary_steps = Array.from({length: 50}, (_, power) => 2 ** power);
export function bytes_axis(format, rest = {}) {
    return axis({
        incrs: binary_steps,
        values: (_, splits) => splits.map(format),
        size: side_size,
        ...rest,
    });
}

function series_of(line) {
    return {
        label: line.name,
        scale: line.scale ?? "y",
        stroke: () => colour(line.style.colour),
        width: line.style.width,
        dash: line.style.dash,
        alpha: line.alpha ?? 1,
        fill: line.fill === undefined ? undefined : () => colour(line.fill),
        paths: line.paths,
        spanGaps: line.spans_gaps ?? false,
        points: {show: false},
    };
}

function width_of(holder) {
    return Math.max(240, Math.floor(holder.clientWidth));
}

// `page` may have `shown`, which says when maps come and go (legend.js of the report page).
// `options`: lines, x, label (what the plot shows, for those who can't see it), x_title (names a
// place on the x axis), scales, axes, cursor, height, right_space, and what draws below and above
// the lines.
export class plot {
    constructor(page, options) {
        this.lines_ = options.lines;
        this.x_ = options.x;
        this.holder = element("div", {class: "canvas", role: "img", "aria-label": options.label});
        this.page_ = page;
        this.options_ = options;
    }

    // Requires: the holder is in the document, so that it has a width.
    draw() {
        const {options_: options, lines_: lines} = this;
        this.height_ = options.height ?? 340;
        this.plot_ = new uPlot(
            {
                width: width_of(this.holder),
                height: this.height_,
                scales: options.scales,
                axes: options.axes,
                series: [{}, ...lines.map(series_of)],
                legend: {show: false},
                padding: [12, options.right_space ?? margin, 0, 0],
                cursor: {
                    y: false,
                    points: {size: 7},
                    drag: {x: true, y: false},
                    ...options.cursor,
                },
                hooks: {
                    drawClear: options.below ? [options.below] : [],
                    draw: options.above ? [options.above] : [],
                },
                plugins: [tooltip(lines, options.x_title)],
            },
            this.data_(),
            this.holder,
        );
        this.follow_();
    }

    // Effects: shows other values; one array a line. Another x axis may come with them.
    show_values(values, x = this.x_) {
        this.take_(values, x);
        this.plot_.setData(this.data_());
    }

    // Effects: as show_values, but where the reader looks at a part of the x axis that part stays.
    follow_values(values, x) {
        const {min, max} = this.plot_.scales.x;
        const shows_all = min === null || (min <= this.x_[0] && max >= this.x_.at(-1));
        this.take_(values, x);
        this.plot_.setData(this.data_(), shows_all);
        if (!shows_all) this.plot_.setScale("x", {min, max});
    }

    take_(values, x) {
        this.x_ = x;
        values.forEach((of_line, index) => {
            this.lines_[index].values = of_line;
        });
    }

    describe(label) {
        this.holder.setAttribute("aria-label", label);
    }

    data_() {
        return [this.x_, ...this.lines_.map((line) => line.values)];
    }

    follow_() {
        new ResizeObserver(() => {
            const width = width_of(this.holder);
            if (width !== this.plot_.width) this.plot_.setSize({width, height: this.height_});
        }).observe(this.holder);
        when_theme_changes(() => this.plot_.redraw(false));
        this.page_.shown?.when_changed((map, is_shown) => {
            this.lines_.forEach((line, index) => {
                if (line.map === map) this.plot_.setSeries(index + 1, {show: is_shown});
            });
        });
    }
}
