// Pointer and keys on the heat map.

const zoom_step = 0.5;
const wheel_step = 1.25;
const drag_least = 4; // pixels

// The focus, so many columns on. Beyond the end of a table nothing happens.
function moved(target, by) {
    const {focused: at, regions} = target;
    if (!at) return {region: regions.length - 1, place: 0, level: 0, slot: 0};
    const last = regions[at.region].grid.columns.length - 1;
    const place = Math.min(Math.max(0, at.place + by), last);
    return {...at, place, level: 0, slot: 0};
}

function moved_down(target, by) {
    const {focused: at} = target;
    if (!at) return moved(target, by);
    const {layout, grid} = target.regions[at.region];
    const levels = grid.columns[at.place].levels ?? [];
    const slots = levels.slice(0, layout.levels_max).flatMap((level, number) =>
        Array.from(level, (_, slot) => ({level: number, slot})),
    );
    const here = slots.findIndex(({level, slot}) => level === at.level && slot === at.slot);
    const next = slots[here + by];
    if (here >= 0 && next) return {...at, ...next};
    return moved(target, by * layout.per_band);
}

function other_table(target) {
    const {focused: at, regions} = target;
    const region = (Math.max(0, at?.region ?? 0) + 1) % regions.length;
    const place = Math.min(at?.place ?? 0, regions[region].grid.columns.length - 1);
    return {region, place, level: 0, slot: 0};
}

// Returns: what the key does, or nothing.
function action_of({key, shiftKey: shift}, target) {
    if (shift && key === "ArrowLeft") return () => target.pan(-0.25);
    if (shift && key === "ArrowRight") return () => target.pan(0.25);
    const moves = {
        ArrowLeft: () => moved(target, -1),
        ArrowRight: () => moved(target, 1),
        ArrowUp: () => moved_down(target, -1),
        ArrowDown: () => moved_down(target, 1),
        Home: () => moved(target, -Infinity),
        End: () => moved(target, Infinity),
        t: () => other_table(target),
    };
    if (moves[key]) return () => target.focus(moves[key](), true);
    const views = {
        "+": () => target.zoom(zoom_step),
        "=": () => target.zoom(zoom_step),
        "-": () => target.zoom(1 / zoom_step),
        0: () => target.reset(),
        PageUp: () => target.pan(-1),
        PageDown: () => target.pan(1),
        Escape: () => target.focus(null, true),
    };
    return views[key] ?? null;
}

function keys(canvas, target) {
    canvas.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || target.regions.length === 0) return;
        const action = action_of(event, target);
        if (action === null) return;
        event.preventDefault();
        action();
    });
    canvas.addEventListener("blur", () => target.focus(null, false));
}

// The wheel scrolls the page, unless the reader has turned to the heat map.
function wheel(canvas, target) {
    canvas.addEventListener(
        "wheel",
        (event) => {
            if (!event.ctrlKey && document.activeElement !== canvas) return;
            event.preventDefault();
            const at = target.at(event.offsetX, event.offsetY);
            if (event.shiftKey) {
                target.pan(Math.sign(event.deltaY + event.deltaX) * 0.1);
            } else {
                target.zoom(event.deltaY < 0 ? 1 / wheel_step : wheel_step, at);
            }
        },
        {passive: false},
    );
}

// Across some columns: they are shown alone.
function drag(canvas, target) {
    let begun = null;
    canvas.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) return;
        const at = target.at(event.offsetX, event.offsetY);
        begun = at && {at, x: event.offsetX, y: event.offsetY};
    });
    canvas.addEventListener("pointermove", (event) => {
        const at = target.at(event.offsetX, event.offsetY);
        target.point(at);
        if (begun && at?.region === begun.at.region) target.select(begun.at, at);
    });
    canvas.addEventListener("pointerup", (event) => {
        const end = target.at(event.offsetX, event.offsetY);
        const from = begun;
        begun = null;
        target.select(null, null);
        if (!from) return;
        const far = Math.hypot(event.offsetX - from.x, event.offsetY - from.y);
        if (far < drag_least) {
            target.focus(from.at, false);
        } else if (end && end.region === from.at.region) {
            target.show_between(from.at, end);
        }
    });
    canvas.addEventListener("pointerleave", () => {
        begun = null;
        target.select(null, null);
        target.point(null);
    });
    canvas.addEventListener("dblclick", () => target.reset());
}

// `target`: regions, focused, at(x, y), focus(at, is_by_key), point(at), select(from, to),
// pan(share), zoom(factor, at), reset(), show_between(from, to).
export function listen(canvas, target) {
    keys(canvas, target);
    wheel(canvas, target);
    drag(canvas, target);
}
