// Marks what stands out of lines that are restless, and writes beside the highest mark of each line
// what it is. Marks show what lies behind each other where several lines rise at once.

import {colour} from "../../../web/scripts/theme.js";

const text_height = 14;
const outstanding = 10; // times the median; what lies below is the everyday of most lines

function median(values) {
    const sorted = values.filter(Number.isFinite).sort((left, right) => left - right);
    return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}

// Indices of the outstanding values that are in view; the highest is among them in any case, first.
function peaks_in_view(u, values, least) {
    const {min, max} = u.scales.x;
    const found = [];
    let best = -1;
    u.data[0].forEach((x, index) => {
        if (x < min || x > max || !Number.isFinite(values[index])) return;
        if (values[index] >= least) found.push(index);
        if (best < 0 || values[index] > values[best]) best = index;
    });
    return best < 0 ? [] : [best, ...found.filter((index) => index !== best)];
}

function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Of the places around a mark the nearest that is free; nothing where there is none.
function room_for_text({x, y}, width, pixel, taken, bbox) {
    const gap = 9 * pixel;
    const height = text_height * pixel;
    const rooms = [];
    for (let shift = 0; shift <= 6; shift += 0.5) {
        for (const dy of [-shift * height, shift * height]) {
            for (const dx of [gap, -gap - width]) {
                const top = y + dy - height / 2;
                rooms.push({left: x + dx, right: x + dx + width, top, bottom: top + height});
            }
        }
    }
    return rooms.find(
        (room) =>
            room.left >= bbox.left &&
            room.right <= bbox.left + bbox.width &&
            room.top >= 0 &&
            !taken.some((other) => overlap(room, other)),
    );
}

function draw_mark(ctx, {x, y}, shape, size) {
    ctx.beginPath();
    for (const [dx, dy] of shape) ctx.lineTo(x + size * dx, y + size * dy);
    ctx.closePath();
    ctx.stroke();
    ctx.fill();
}

// A function for `above` of a plot with these lines.
export function mark_peaks(lines) {
    const least = lines.map((line) => outstanding * median(line.values));
    return (u) => {
        const {ctx, bbox} = u;
        const pixel = uPlot.pxRatio;
        const marks = lines.flatMap((line, place) => {
            if (!u.series[place + 1].show) return [];
            return peaks_in_view(u, line.values, least[place]).map((index, rank) => ({
                line,
                index,
                is_highest: rank === 0,
                x: u.valToPos(u.data[0][index], "x", true),
                y: u.valToPos(line.values[index], line.scale ?? "y", true),
            }));
        });
        ctx.save();
        ctx.font = `600 ${12 * pixel}px system-ui, sans-serif`;
        ctx.textAlign = "left";
        ctx.textBaseline = "middle";
        ctx.lineJoin = "round";
        ctx.strokeStyle = colour("--paper");
        ctx.lineWidth = pixel;
        for (const mark of marks) {
            ctx.fillStyle = colour(mark.line.style.colour);
            draw_mark(ctx, mark, mark.line.style.shape, (mark.is_highest ? 5.5 : 3) * pixel);
        }

        const highest = marks
            .filter((mark) => mark.is_highest)
            .sort((left, right) => left.y - right.y);
        const taken = highest.map(({x, y}) => ({
            left: x - 6 * pixel,
            right: x + 6 * pixel,
            top: y - 6 * pixel,
            bottom: y + 6 * pixel,
        }));
        ctx.lineWidth = 3.5 * pixel;
        for (const mark of highest) {
            const {line, index} = mark;
            const text = `${line.name} ${line.format(line.values[index])}`;
            const room = room_for_text(mark, ctx.measureText(text).width, pixel, taken, bbox);
            if (room === undefined) continue;
            taken.push(room);
            ctx.fillStyle = colour(line.style.colour);
            ctx.strokeText(text, room.left, (room.top + room.bottom) / 2);
            ctx.fillText(text, room.left, (room.top + room.bottom) / 2);
        }
        ctx.restore();
    };
}
