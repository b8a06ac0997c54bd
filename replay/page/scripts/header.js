// What was replayed, on what, and what the reader has to know before believing the figures.

import {element} from "../../../web/scripts/dom.js";
import {bytes, count, duration, percent, plain} from "../../../web/scripts/units.js";

import {figure} from "./report.js";

function banner(kind, ...content) {
    return element("div", {class: `banner ${kind}`, role: "alert"}, ...content);
}

function banners(report) {
    const skipped = report.input.lines_skipped;
    return [
        report.complete
            ? null
            : banner(
                  "incomplete",
                  element("strong", {}, "This replay is not complete."),
                  " It was ended early: figures and plots show what was measured until then.",
              ),
        ...report.warnings.map((_, index) =>
            banner("warning", figure(report, `warnings.${index}.text`), "."),
        ),
        skipped > 0
            ? banner(
                  "skipped",
                  figure(report, "input.lines_skipped", count),
                  skipped === 1
                      ? " malformed line of the input was skipped: "
                      : " malformed lines of the input were skipped, the first of them: ",
                  figure(report, "input.first_skipped"),
              )
            : null,
    ];
}

// A fact is [name, path, format].
function facts(report, heading, entries) {
    return element(
        "div",
        {class: "facts"},
        element("h3", {}, heading),
        element(
            "dl",
            {},
            ...entries.map(([name, path, format]) =>
                element(
                    "div",
                    {},
                    element("dt", {}, name),
                    element("dd", {}, figure(report, path, format)),
                ),
            ),
        ),
    );
}

function machine_line(report) {
    const part = (name, format = plain) => figure(report, `machine.${name}`, format);
    return element(
        "p",
        {class: "machine"},
        part("cpu"),
        ", ",
        part("cores", count),
        report.machine.cores === 1 ? " core, " : " cores, ",
        part("memory_bytes", bytes),
        ", ",
        part("system"),
        "; ebb ",
        figure(report, "ebb_version"),
        ", ",
        part("compiler"),
        " ",
        element("code", {}, part("flags")),
    );
}

export function header(report, controls) {
    const {input, model} = report;
    document.title = `ebb replay: ${input.name}, ${model.name}`;
    return element(
        "header",
        {},
        element(
            "div",
            {class: "title"},
            element(
                "h1",
                {},
                element("span", {class: "program"}, "ebb replay"),
                " ",
                figure(report, "input.name"),
                " ",
                element("span", {class: "model"}, figure(report, "model.name")),
            ),
            controls,
        ),
        element(
            "p",
            {class: "lead"},
            figure(report, "model.summary"),
            report.date ? " " : null,
            report.date
                ? element(
                      "time",
                      {datetime: report.date, "data-path": "date", "data-value": report.date},
                      report.date.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC"),
                  )
                : null,
        ),
        machine_line(report),
        ...banners(report),
    );
}

export function background(report) {
    return element(
        "div",
        {class: "background"},
        facts(report, "Input", [
            ["format", "input.format", plain],
            ["keys", "input.keys", plain],
            ["requests", "input.requests", count],
            [
                report.input.distinct_keys_exact ? "distinct keys" : "distinct keys, about",
                "input.distinct_keys",
                count,
            ],
            ["lines", "input.lines", count],
            ["a key, on average", "input.mean_key_bytes", bytes],
            ["a value, on average", "input.mean_value_bytes", bytes],
            ["seed", "input.seed", plain],
        ]),
        facts(report, "Model", [
            ["hits", "model.hits", count],
            ["hit ratio", "model.hit_ratio", percent],
            ["misses", "model.misses", count],
            ["expired", "model.expired", count],
            ["evicted", "model.evicted", count],
            ["model's own time of a request", "model.bookkeeping_ns_per_request", duration],
        ]),
        facts(report, "Operations of each map", [
            ["find", "operations.find", count],
            ["insert", "operations.insert", count],
            ["assign", "operations.assign", count],
            ["erase", "operations.erase", count],
            ["erase in the drain", "operations.drain_erase", count],
            ["all", "operations.total", count],
        ]),
        facts(report, "Entries", [
            ["most at once", "entries.most", count],
            ["at the end of the requests", "entries.at_end", count],
            ["after the drain", "entries.at_rest", count],
        ]),
    );
}

// How the input was read.
export function notes(report) {
    return report.input.notes.map((_, index) =>
        element("p", {class: "note"}, figure(report, `input.notes.${index}`), "."),
    );
}

export function origin(report) {
    return element(
        "p",
        {class: "note"},
        "Made by ",
        element("code", {}, figure(report, "command")),
        ". ",
        report.maps.length > 0 ? "Hash of what the drain left in each map: " : null,
        report.maps.length > 0 ? element("code", {}, figure(report, "maps.0.contents_hash")) : null,
        report.maps.length > 0 ? "." : null,
    );
}
