// Distributions of times as lines: x is 1 / (1 - share), so that 10 is 90 %, 1,000 is 99.9 %, and the
// slowest of n operations lies at n.

import {axis} from "../../../web/scripts/plot.js";
import {percentile} from "../../../web/scripts/units.js";

export function share_of(x) {
    return 1 - 1 / x;
}

// The steps of a distribution as [x, ns], and the slowest operation as the last of them.
function steps_of({count, max, distribution}) {
    const steps = distribution
        .filter(([share]) => share < 1)
        .map(([share, ns]) => [1 / (1 - share), ns])
        .filter(([x]) => x < count);
    return [...steps, [count, max]];
}

// The x axis that the distributions of all maps need together.
export function quantile_places(report, kind) {
    const xs = report.maps
        .map((map) => map.latency_ns?.[kind])
        .filter(Boolean)
        .flatMap((times) => steps_of(times).map(([x]) => x));
    return [...new Set(xs)].sort((left, right) => left - right);
}

// The time that the operations at each x did not exceed, null beyond the slowest one.
export function quantiles(times, xs) {
    if (!times) return xs.map(() => null);
    const steps = steps_of(times);
    let at = 0;
    return xs.map((x) => {
        while (at < steps.length && steps[at][0] < x) ++at;
        return steps[at]?.[1] > 0 ? steps[at][1] : null;
    });
}

// Labels lie a decade apart each, and get longer: on narrow screens there is room for every other.
export function percentile_axis() {
    const powers = Array.from({length: 16}, (_, power) => power);
    return axis({
        splits: (plot, _, low, high) => {
            const room = plot.width / Math.log10(high / low);
            const step = room < 62 ? 2 : 1;
            return powers
                .filter((power) => power % step === 0)
                .map((power) => 10 ** power)
                .filter((x) => x >= low && x <= high);
        },
        filter: (_, xs) => xs,
        values: (_, xs) => xs.map((x) => percentile(share_of(x))),
        size: 30,
    });
}
