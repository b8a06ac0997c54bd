// What the slots of a map are in, over time: entries, what erases left, nothing yet.

import {element} from "../../../web/scripts/dom.js";
import {axis, side_size} from "../../../web/scripts/plot.js";
import {scrolled} from "../../../web/scripts/scrolled.js";
import {caption, framed, section} from "../../../web/scripts/section.js";
import {count, percent, short_count} from "../../../web/scripts/units.js";

import {data_table} from "./data_table.js";
import {figure} from "./report.js";
import {time_plot, x_label} from "./time_plot.js";

const states = [
    ["in_use", "in use", "--slots-in-use"],
    ["deleted", "deleted", "--slots-deleted"],
    ["never_used", "never used", "--slots-never-used"],
];

const growth_figures = [
    ["growths_double", "growths to twice the buckets"],
    ["growths_shrink", "growths to half the buckets"],
    ["growths_same_size", "growths to as many buckets"],
    ["buckets_moved", "buckets moved"],
    ["overflow_buckets_most", "overflow buckets, at most"],
    ["inserts", "inserts"],
    ["reused_slots", "of them into a slot that an erase had freed"],
];

// The states on top of each other: each array with those before it.
function stacked({slots}) {
    const sums = slots.in_use.map(() => 0);
    return states.map(([state]) =>
        slots[state].map((value, slice) => (value === null ? null : (sums[slice] += value))),
    );
}

function sentence(map) {
    const {slots, inserts, reused_slots: reused} = map.inside;
    const shares = slots.deleted.map(
        (deleted, slice) => deleted / (deleted + slots.in_use[slice] + slots.never_used[slice]),
    );
    const most = Math.max(0, ...shares.filter(Number.isFinite));
    return (
        `At most ${percent(most)} of ${map.name}'s slots were deleted ones. ` +
        `${count(reused)} of ${count(inserts)} inserts (${percent(reused / inserts)}) ` +
        `took a slot that an erase had freed.`
    );
}

// Each area is filled down to 0 and those below are drawn over it, hence the topmost comes first.
function lines_of(map) {
    const sums = stacked(map.inside);
    return states
        .map(([state, name, paint], place) => ({
            map: null,
            name,
            box: paint.slice(2),
            style: {colour: paint, width: 1, dash: []},
            fill: paint,
            values: sums[place],
            told: map.inside.slots[state],
            format: count,
        }))
        .reverse();
}

function panel(page, map, index, most) {
    const {report} = page;
    const drawn = new time_plot(page, {
        lines: lines_of(map),
        label: `Slots of ${map.name} over time. ${sentence(map)}`,
        scales: {y: {range: () => [0, most * 1.02]}},
        axes: [axis({values: (_, splits) => splits.map(short_count), size: side_size})],
        drain_is_above: true,
        height: 260,
    });
    const node = element(
        "div",
        {class: "panel", "data-map": index},
        element("h3", {}, map.name),
        framed(drawn.holder, {x: x_label(report), y: "slots (count)"}, caption(sentence(map))),
        data_table(report, `Slots of ${map.name}`, report.timeline.x.length, [
            page.x_column,
            ...states.map(([state, heading]) => ({
                heading,
                path: `maps.${index}.inside.slots.${state}`,
                format: count,
            })),
        ]),
    );
    page.shown.when_changed((changed, is_shown) => {
        if (changed === index) node.hidden = !is_shown;
    });
    return {node, drawn};
}

function growth_table(report, inside_of) {
    const path = (index, name) => `maps.${index}.inside.${name}`;
    return scrolled(
        "What happened inside the maps",
        element(
            "table",
            {},
            element("caption", {class: "unseen"}, "What happened inside the maps"),
            element(
                "thead",
                {},
                element(
                    "tr",
                    {},
                    element("th", {scope: "col"}, "inside"),
                    ...inside_of.map(([map]) => element("th", {scope: "col"}, map.name)),
                ),
            ),
            element(
                "tbody",
                {},
                ...growth_figures.map(([name, heading]) =>
                    element(
                        "tr",
                        {},
                        element("th", {scope: "row"}, heading),
                        ...inside_of.map(([, index]) =>
                            element("td", {}, figure(report, path(index, name), count)),
                        ),
                    ),
                ),
            ),
        ),
    );
}

export function slots(page) {
    const {report} = page;
    const inside_of = report.maps
        .map((map, index) => [map, index])
        .filter(([map]) => map.inside?.slots);
    if (inside_of.length === 0) return {node: "", plots: []};
    const totals = inside_of.flatMap(([map]) => stacked(map.inside)[states.length - 1]);
    const most = totals.reduce((left, right) => Math.max(left, right), 1);
    const panels = inside_of.map(([map, index]) => panel(page, map, index, most));
    return {
        node: section(
            "slots",
            "Inside ebb: states of the slots",
            element(
                "ul",
                {class: "keys"},
                ...states.map(([, name, paint]) =>
                    element("li", {}, element("span", {class: `box ${paint.slice(2)}`}), name),
                ),
            ),
            element("div", {class: "panels"}, ...panels.map(({node}) => node)),
            ...growth_table(report, inside_of),
        ),
        plots: panels.map(({drawn}) => drawn),
    };
}
