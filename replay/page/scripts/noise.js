// What stands below plots of times: how they came about, and how much the machine had a say in them.

import {element} from "../../../web/scripts/dom.js";
import {count, percent, ratio} from "../../../web/scripts/units.js";

import {figure} from "./report.js";

function busy(report) {
    return report.warnings.findIndex(({name}) => name === "busy_machine");
}

function spread(report, path, what) {
    const value = path.split(".").reduce((inner, name) => inner?.[name], report);
    return value ? [` ${what} differs by up to `, figure(report, path, ratio), " between rounds."] : [];
}

// `of_rounds`: what becomes of several rounds, in words. `spreads`: [path, what] of the report's noise.
export function noise_note(report, of_rounds, spreads) {
    const at = busy(report);
    return element(
        "p",
        {class: "note noise"},
        ...(report.rounds === 1
            ? ["One round: what the machine did in it is in these figures as well."]
            : [figure(report, "rounds", count), ` rounds: ${of_rounds}.`]),
        ...spreads.flatMap(([path, what]) => spread(report, path, what)),
        ...(report.noise.processor_share === null
            ? []
            : [
                  " The maps had the processor for ",
                  figure(report, "noise.processor_share", percent),
                  " of the time.",
              ]),
        ...(at < 0
            ? []
            : [" ", element("strong", {}, figure(report, `warnings.${at}.text`)), "."]),
    );
}
