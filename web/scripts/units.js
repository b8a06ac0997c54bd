// Numbers as people read them: three digits that count, then the unit. What is missing is "-".

const missing = "-";

const grouped = new Intl.NumberFormat("en-US", {maximumFractionDigits: 0});

function is_number(value) {
    return typeof value === "number" && Number.isFinite(value);
}

function three_digits(value) {
    const size = Math.abs(value);
    if (size >= 1000) return grouped.format(value);
    return String(Number(value.toPrecision(3)));
}

// `units`: [least value, divisor, name], the largest first. 999.9 of a unit is 1 of the next.
function scaled(value, units) {
    if (!is_number(value)) return missing;
    const [, divisor, name] =
        units.find(([least]) => Math.abs(value) >= least * 0.9995) ?? units[units.length - 1];
    return `${three_digits(value / divisor)} ${name}`.trim();
}

const times = [
    [6e10, 6e10, "min"],
    [1e9, 1e9, "s"],
    [1e6, 1e6, "ms"],
    [1e3, 1e3, "µs"],
    [0, 1, "ns"],
];
export function duration(ns) {
    return scaled(ns, times);
}

const sizes = [
    [2 ** 40, 2 ** 40, "TiB"],
    [2 ** 30, 2 ** 30, "GiB"],
    [2 ** 20, 2 ** 20, "MiB"],
    [2 ** 10, 2 ** 10, "KiB"],
    [0, 1, "B"],
];
export function bytes(count) {
    return scaled(count, sizes);
}

const counts = [
    [1e9, 1e9, "G"],
    [1e6, 1e6, "M"],
    [1e4, 1e3, "k"],
    [0, 1, ""],
];
export function short_count(value) {
    return scaled(value, counts);
}

export function rate(per_second) {
    if (!is_number(per_second)) return missing;
    const text = short_count(per_second);
    return text.includes(" ") ? `${text}/s` : `${text} /s`;
}

export function count(value) {
    return is_number(value) ? grouped.format(value) : missing;
}

export function entries(number) {
    return `${count(number)} ${number === 1 ? "entry" : "entries"}`;
}

export function percent(share) {
    return is_number(share) ? `${three_digits(share * 100)} %` : missing;
}

// 0.9999 is "99.99", with the digits that tell it from 100.
export function percentile(share) {
    return String(Number((share * 100).toPrecision(12)));
}

export function ratio(value) {
    if (!is_number(value)) return missing;
    return `${value < 100 ? Number(value.toPrecision(2)) : three_digits(value)}×`;
}

// Seconds, as "2 h 30 min". Parts that are 0 are left out.
export function time_span(seconds) {
    if (!is_number(seconds)) return missing;
    if (seconds < 60) return `${three_digits(seconds)} s`;
    let rest = Math.round(seconds);
    const parts = [];
    for (const [length, name] of [
        [86400, "d"],
        [3600, "h"],
        [60, "min"],
        [1, "s"],
    ]) {
        const whole = Math.floor(rest / length);
        rest -= whole * length;
        if (whole > 0) parts.push(`${grouped.format(whole)} ${name}`);
    }
    return parts.slice(0, 2).join(" ");
}

export function plain(value) {
    return value === null || value === undefined || value === "" ? missing : String(value);
}
