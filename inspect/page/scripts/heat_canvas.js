// The canvas of the heat map: the old table and the current one, beside each other where there is
// room, on one canvas. What has changed since the last answer lights up for a moment.

import {element} from "../../../web/scripts/dom.js";
import {when_theme_changes} from "../../../web/scripts/theme.js";
import {count} from "../../../web/scripts/units.js";

import {note_changes} from "./heat_grid.js";
import {hit, layout_of, rectangle} from "./heat_layout.js";
import {paint_table} from "./heat_paint.js";
import {heat_palette} from "./heat_palette.js";
import {set_text} from "./live.js";

const side_by_side = 680; // pixels that two tables need
const between = 28;
const label_height = 24;
const height_wanted = 440;
const flash_time = 700; // ms
const flash_most = 0.4;
const flash_share = 0.3; // where more than this has changed nothing lights up: all of it would

const is_still = window.matchMedia("(prefers-reduced-motion: reduce)");

export class heat_canvas {
    constructor() {
        this.canvas = element("canvas", {id: "heat-canvas", tabindex: 0});
        this.labels_ = ["old", "current"].map((table) =>
            element("div", {class: "heat-label", "data-table": table, hidden: true}),
        );
        this.node = element("div", {class: "heat-frame"}, this.canvas, ...this.labels_);
        this.context_ = this.canvas.getContext("2d");
        this.grids_ = [];
        this.regions = [];
        this.is_fine = false;
        this.focus_ = null;
        this.selection_ = null;
        this.flash_from_ = 0;
        this.flash_ = 0;
        this.frame_ = 0;
        this.tallest_ = 0;
        new ResizeObserver(() => this.resized_()).observe(this.node);
        when_theme_changes(() => this.paint_());
    }

    // Effects: shows these tables, and what has changed in them.
    show(grids) {
        const shares = grids.map((grid) =>
            note_changes(
                grid,
                this.grids_.find(({table}) => table === grid.table),
            ),
        );
        this.grids_ = grids;
        const most = Math.max(0, ...shares);
        this.flash_ = is_still.matches ? 0 : flash_most * Math.max(0, 1 - most / flash_share);
        if (most === 0) this.flash_ = 0;
        this.flash_from_ = performance.now();
        this.lay_out_();
        this.paint_();
    }

    clear() {
        this.grids_ = [];
        this.focus_ = null;
        this.settle();
        this.lay_out_();
        this.paint_();
    }

    // Effects: the canvas may get lower than it was. While a map grows it stays as high as it was
    // once, so that what stands below it does not jump.
    settle() {
        this.tallest_ = 0;
    }

    // `at`: {region, place, level, slot}, or nothing.
    focus(at) {
        this.focus_ = at;
        this.paint_();
    }

    // Effects: shades the columns from one to the other.
    select(from, to) {
        if (from === null && this.selection_ === null) return;
        this.selection_ = from && {
            region: from.region,
            begin: Math.min(from.place, to.place),
            end: Math.max(from.place, to.place) + 1,
        };
        this.paint_();
    }

    // Returns: what lies at this point of the canvas, in pixels.
    at(x, y) {
        const ratio = this.ratio_;
        for (const [region, {origin, layout, grid}] of this.regions.entries()) {
            const found = hit(layout, grid.columns, x * ratio - origin.x, y * ratio - origin.y);
            if (found) return {region, ...found};
        }
        return null;
    }

    resized_() {
        const width = Math.floor(this.node.clientWidth);
        if (width === this.width_) return;
        this.settle();
        this.lay_out_();
        this.paint_();
    }

    lay_out_() {
        this.width_ = Math.floor(this.node.clientWidth);
        this.ratio_ = window.devicePixelRatio || 1;
        if (this.width_ === 0) return;
        const ratio = this.ratio_;
        const number = this.grids_.length;
        const is_beside = number === 2 && this.width_ >= side_by_side;
        const width = is_beside ? (this.width_ - between) / 2 : this.width_;
        const height = number === 2 && !is_beside ? height_wanted / 2 : height_wanted;
        let down = 0;
        this.regions = this.grids_.map((grid, place) => {
            const layout = layout_of(grid, {
                width: Math.floor(width * ratio),
                height: height * ratio,
                ratio,
                is_fine: this.is_fine,
            });
            const x = is_beside && place === 1 ? width + between : 0;
            const y = (is_beside ? 0 : down) + label_height;
            down = y + layout.height / ratio + 8;
            return {
                grid,
                layout,
                label: {x, y: y - label_height, width},
                origin: {x: Math.round(x * ratio), y: Math.round(y * ratio)},
            };
        });
        this.size_();
        this.place_labels_();
    }

    size_() {
        const ends = this.regions.map(({origin, layout}) => origin.y + layout.height);
        const height = Math.max(label_height * this.ratio_, ...ends);
        this.canvas.width = Math.round(this.width_ * this.ratio_);
        this.canvas.height = Math.ceil(height);
        this.canvas.style.height = `${this.canvas.height / this.ratio_}px`;
        this.tallest_ = Math.max(this.tallest_, this.canvas.height / this.ratio_);
        this.node.style.minHeight = `${this.tallest_}px`;
    }

    place_labels_() {
        for (const label of this.labels_) {
            const region = this.regions.find(({grid}) => grid.table === label.dataset.table);
            label.hidden = region === undefined;
            if (label.hidden) continue;
            const {grid, label: place} = region;
            const name = grid.table === "old" ? "Old table" : "Current table";
            const all = `${count(grid.buckets)} ${grid.buckets === 1 ? "bucket" : "buckets"}`;
            const is_part = grid.last - grid.first < grid.buckets;
            const part = is_part ? `, ${count(grid.first)} to ${count(grid.last - 1)} shown` : "";
            set_text(label, `${name}: ${all}${part}`);
            label.style.left = `${place.x}px`;
            label.style.top = `${place.y}px`;
            label.style.width = `${place.width}px`;
        }
    }

    paint_() {
        cancelAnimationFrame(this.frame_);
        this.draw_();
        if (this.flash_left_() > 0) this.frame_ = requestAnimationFrame(() => this.paint_());
    }

    flash_left_() {
        const gone = (performance.now() - this.flash_from_) / flash_time;
        return gone >= 1 ? 0 : this.flash_ * (1 - gone) ** 2;
    }

    draw_() {
        const {width, height} = this.canvas;
        if (width === 0 || height === 0) return;
        const image = this.context_.createImageData(width, height);
        const to = {pixels: new Uint32Array(image.data.buffer), width, height, ratio: this.ratio_};
        const palette = new heat_palette(this.flash_left_());
        for (const {origin, grid, layout} of this.regions) {
            paint_table(to, origin, grid, layout, palette);
        }
        this.context_.putImageData(image, 0, 0);
        this.draw_selection_();
        this.draw_focus_();
    }

    draw_selection_() {
        const {region, begin, end} = this.selection_ ?? {};
        if (!this.regions[region]) return;
        const {origin, layout} = this.regions[region];
        this.context_.fillStyle = "rgb(128 140 160 / 45%)";
        for (const band of layout.bands) {
            const from = Math.max(begin, band.begin) - band.begin;
            const to = Math.min(end, band.end) - band.begin;
            if (from >= to) continue;
            const x = origin.x + from * layout.pitch;
            this.context_.fillRect(x, origin.y + band.y, (to - from) * layout.pitch, band.height);
        }
    }

    draw_focus_() {
        const region = this.regions[this.focus_?.region];
        if (!region || this.focus_.place >= region.grid.columns.length) return;
        const {x, y, width, height} = rectangle(region.layout, this.focus_);
        const style = getComputedStyle(this.canvas);
        const line = Math.max(1, Math.round(this.ratio_ * 1.5));
        for (const [outset, paint] of [
            [1.5 * line, style.getPropertyValue("--ink")],
            [0.5 * line, style.getPropertyValue("--paper")],
        ]) {
            this.context_.strokeStyle = paint;
            this.context_.lineWidth = line;
            this.context_.strokeRect(
                region.origin.x + x - outset,
                region.origin.y + y - outset,
                width + 2 * outset,
                height + 2 * outset,
            );
        }
    }
}
