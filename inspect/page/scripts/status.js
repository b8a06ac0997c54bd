// Whose page this is, whether it is up to date, and the buttons that concern all of it.

import {element} from "../../../web/scripts/dom.js";
import {theme_toggle} from "../../../web/scripts/theme.js";
import {plain, time_span} from "../../../web/scripts/units.js";

import {clock_time} from "./clock.js";
import {live_figures, set_text} from "./live.js";

function pause_button(when_pressed) {
    const attributes = {type: "button", id: "pause", "aria-pressed": "false"};
    const button = element("button", attributes, "Pause");
    button.addEventListener("click", () => {
        const is_paused = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(is_paused));
        when_pressed(is_paused);
    });
    return button;
}

export class status {
    constructor(when_paused) {
        this.figures_ = new live_figures();
        this.kind_ = "waiting";
        this.pid_ = null;
        this.mark_ = element("span", {class: "mark", "aria-hidden": "true"});
        this.text_ = element("span", {}, "Waiting for the first answer");
        this.time_ = this.figures_.figure("process.now", clock_time);
        this.rest_ = element("span");
        this.status_ = element(
            "p",
            {class: "status", "data-kind": "waiting"},
            this.mark_,
            element("span", {}, this.text_, " ", this.time_, this.rest_),
        );
        this.said_ = element("div", {class: "unseen", role: "status"});
        const figure = (path) => this.figures_.figure(`process.${path}`, plain);
        this.node = element(
            "header",
            {class: "title"},
            element(
                "div",
                {class: "process"},
                element("h1", {}, figure("program"), element("span", {class: "faint"}, " maps")),
                element("p", {class: "note"}, "process ", figure("pid"), ", ebb ", figure("ebb")),
            ),
            element(
                "div",
                {class: "controls"},
                this.status_,
                pause_button(when_paused),
                theme_toggle(),
                this.said_,
            ),
        );
    }

    answered(answer) {
        const {process} = answer;
        if (this.pid_ !== null && this.pid_ !== process.pid) {
            this.say(`Another process answers now, number ${process.pid}.`);
        }
        this.pid_ = process.pid;
        this.figures_.update(answer);
        document.title = `${process.program} maps`;
    }

    changed({kind, why, wait}) {
        const was = this.kind_;
        this.kind_ = kind;
        this.status_.dataset.kind = kind;
        const [shown, stop] = this.pid_ === null ? ["", ""] : [" Shown is", ". "];
        const texts = {
            live: ["Live,", ""],
            paused: ["Paused,", ""],
            lost: [`No answer: ${why}.${shown}`, `${stop}Next try in ${time_span(wait / 1000)}.`],
        };
        const [before, after] = texts[kind];
        set_text(this.text_, before);
        set_text(this.rest_, after);
        if (kind === "lost" && was !== "lost") this.say(`The program does not answer: ${why}.`);
        if (kind === "live" && was === "lost") this.say("The program answers again.");
    }

    // Screen readers are told of what is seldom, not of every answer.
    say(text) {
        set_text(this.said_, text);
    }
}
