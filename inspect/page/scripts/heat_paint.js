// Draws the columns of a table into the pixels of an image. Evacuated slots are hatched, so that
// they are known without their colour.

import {evacuated, state_of} from "./slot_states.js";

const hatch = 4; // pixels from line to line

class brush {
    // `image`: {pixels, width, height, ratio}; `origin` is where the table's region begins.
    constructor(image, origin, palette) {
        this.image_ = image;
        this.origin_ = origin;
        this.palette_ = palette;
        this.period_ = Math.max(3, Math.round(hatch * image.ratio));
    }

    fill(x, y, width, height, paint) {
        const {pixels, width: stride} = this.image_;
        const left = this.origin_.x + x;
        const [top, bottom] = this.rows_(y, height);
        for (let row = top; row < bottom; ++row) {
            pixels.fill(paint, row * stride + left, row * stride + left + width);
        }
    }

    fill_state(x, y, width, height, state, is_lit) {
        const {plain, lit, line, lit_line} = this.palette_;
        this.fill(x, y, width, height, (is_lit ? lit : plain)[state]);
        if (state === evacuated) this.hatch_(x, y, width, height, is_lit ? lit_line : line);
    }

    hatch_(x, y, width, height, paint) {
        const {pixels, width: stride} = this.image_;
        const left = this.origin_.x + x;
        const [top, bottom] = this.rows_(y, height);
        for (let row = top; row < bottom; ++row) {
            const skip = (this.period_ - ((left + row) % this.period_)) % this.period_;
            for (let at = left + skip; at < left + width; at += this.period_) {
                pixels[row * stride + at] = paint;
            }
        }
    }

    rows_(y, height) {
        const top = this.origin_.y + y;
        return [top, Math.min(top + height, this.image_.height)];
    }
}

function paint_bucket(to, layout, column, x, y, slots_per_bucket) {
    const side = layout.cell - layout.gap;
    const {before} = column;
    if (column.levels.length === 0) {
        const is_lit = before !== undefined && before.absent !== column.absent;
        const height = slots_per_bucket * layout.cell - layout.gap;
        to.fill_state(x, y, side, height, column.absent, is_lit);
        return;
    }
    column.levels.slice(0, layout.levels_max).forEach((tophash, level) => {
        tophash.forEach((byte, slot) => {
            const is_lit = before !== undefined && before.levels[level]?.[slot] !== byte;
            const top = y + level * layout.level_height + slot * layout.cell;
            to.fill_state(x, top, side, side, state_of(byte), is_lit);
        });
    });
}

// From the bottom, in the order of the states.
function paint_stack(to, layout, column, x, band) {
    const all = column.counts.reduce((sum, part) => sum + part, 0) || 1;
    let counted = 0;
    let below = 0;
    column.counts.forEach((part, state) => {
        counted += part;
        const above = Math.round((counted / all) * band.height);
        const top = band.y + band.height - above;
        to.fill_state(x, top, layout.pitch, above - below, state, column.before !== undefined);
        below = above;
    });
}

export function paint_table(image, origin, grid, layout, palette) {
    const to = new brush(image, origin, palette);
    for (const band of layout.bands) {
        for (let place = band.begin; place < band.end; ++place) {
            const column = grid.columns[place];
            const x = (place - band.begin) * layout.pitch;
            if (layout.kind === "slots") {
                paint_bucket(to, layout, column, x, band.y, grid.slots_per_bucket);
            } else if (layout.kind === "stacks") {
                paint_stack(to, layout, column, x, band);
            } else {
                const paint = palette.mix(column.counts, column.before !== undefined);
                to.fill(x, band.y, layout.pitch, band.height, paint);
            }
        }
    }
}
