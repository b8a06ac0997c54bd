// Where the columns of a table go: side by side, in bands below each other. All in device pixels.
//
//     slots    a column a bucket, a cell a slot; overflow buckets stand below theirs
//     stacks   a column a cell of many buckets, as high as the band, divided by state
//     colours  a square a cell

const levels_max = 4; // of a chain; longer ones are cut

function bands_of(columns, per_band, height_of, gap) {
    const bands = [];
    let y = 0;
    for (let begin = 0; begin < columns.length; begin += per_band) {
        const end = Math.min(begin + per_band, columns.length);
        const height = height_of(columns, begin, end);
        bands.push({begin, end, y, height});
        y += height + gap;
    }
    return {bands, height: Math.max(0, y - gap)};
}

function levels_in(columns, begin, end) {
    let levels = 1;
    for (let place = begin; place < end; ++place) {
        levels = Math.max(levels, columns[place].levels.length);
    }
    return Math.min(levels, levels_max);
}

// The rows of a band are those of its longest chain.
function slots_at(grid, width, cell, ratio) {
    const gap = cell >= 5 * ratio ? Math.round(ratio) : 0;
    const level_gap = Math.max(1, Math.round(cell / 4));
    const level_height = grid.slots_per_bucket * cell + level_gap;
    const per_band = Math.max(1, Math.floor((width + gap) / cell));
    const laid = bands_of(
        grid.columns,
        per_band,
        (columns, begin, end) => levels_in(columns, begin, end) * level_height - level_gap,
        Math.max(Math.round(3 * ratio), Math.round(cell / 2)),
    );
    return {kind: "slots", pitch: cell, cell, gap, level_height, levels_max, per_band, ...laid};
}

function largest(sizes, make, height) {
    for (const size of sizes) {
        const laid = make(size);
        if (laid.height <= height) return laid;
    }
    return make(sizes.at(-1));
}

function sizes_down(from, to, ratio) {
    const sizes = [];
    for (let size = Math.round(from * ratio); size >= Math.max(1, Math.round(to * ratio)); --size) {
        sizes.push(size);
    }
    return sizes;
}

function stacks_at(grid, width, pitch, height, ratio) {
    const per_band = Math.max(1, Math.floor(width / pitch));
    const count = Math.ceil(grid.columns.length / per_band);
    const gap = Math.round(4 * ratio);
    const room = Math.floor((height + gap) / count) - gap;
    const band = Math.min(Math.round(48 * ratio), Math.max(Math.round(20 * ratio), room));
    const laid = bands_of(grid.columns, per_band, () => band, gap);
    return {kind: "stacks", pitch, gap: 0, per_band, ...laid};
}

function colours_at(grid, width, pitch) {
    const per_band = Math.max(1, Math.floor(width / pitch));
    const laid = bands_of(grid.columns, per_band, () => pitch, 0);
    return {kind: "colours", pitch, gap: 0, per_band, ...laid};
}

// Returns: the layout with the largest cells that fits, if any does. `ratio`: device pixels to a
// pixel.
export function layout_of(grid, {width, height, ratio, is_fine}) {
    if (grid.has_slots) {
        const make = (cell) => slots_at(grid, width, cell, ratio);
        return largest(sizes_down(22, 2, ratio), make, height);
    }
    if (is_fine) {
        return largest(sizes_down(12, 2, ratio), (size) => colours_at(grid, width, size), height);
    }
    const make = (pitch) => stacks_at(grid, width, pitch, height, ratio);
    return largest(sizes_down(10, 1, ratio), make, height);
}

// Returns: {place, level, slot} of the column at this point; nothing between bands and beyond them.
export function hit(layout, columns, x, y) {
    const band = layout.bands.find(({y: top, height}) => y >= top && y < top + height);
    const across = Math.floor(x / layout.pitch);
    if (!band || x < 0 || across >= layout.per_band || band.begin + across >= band.end) return null;
    const place = band.begin + across;
    if (layout.kind !== "slots") return {place, level: 0, slot: 0};
    const down = y - band.y;
    const level = Math.floor(down / layout.level_height);
    const slot = Math.floor((down % layout.level_height) / layout.cell);
    const shown = columns[place].levels[level]?.length ?? 0;
    return slot < shown ? {place, level, slot} : {place, level: 0, slot: 0};
}

// Returns: the rectangle of a column, or of one slot of it.
export function rectangle(layout, {place, level, slot}) {
    const band = layout.bands[Math.floor(place / layout.per_band)];
    const x = (place - band.begin) * layout.pitch;
    if (layout.kind !== "slots") return {x, y: band.y, width: layout.pitch, height: band.height};
    const side = layout.cell - layout.gap;
    const y = band.y + level * layout.level_height + slot * layout.cell;
    return {x, y, width: side, height: side};
}
