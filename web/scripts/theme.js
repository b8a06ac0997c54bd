// Light and dark: as the system says, until the reader chooses.

import {element} from "./dom.js";

const listeners = [];
const system = window.matchMedia("(prefers-color-scheme: dark)");
let colours = new Map();

function show(is_dark) {
    document.documentElement.dataset.theme = is_dark ? "dark" : "light";
    colours = new Map();
    for (const listener of listeners) listener();
}

function is_dark() {
    return document.documentElement.dataset.theme === "dark";
}

// A custom property of the style sheet, for what is drawn and not styled.
export function colour(name) {
    if (!colours.has(name)) {
        const style = getComputedStyle(document.documentElement);
        colours.set(name, style.getPropertyValue(name).trim());
    }
    return colours.get(name);
}

export function when_theme_changes(listener) {
    listeners.push(listener);
}

export function theme_toggle() {
    let chosen = false;
    const button = element("button", {type: "button", id: "theme"});
    const apply = (dark) => {
        show(dark);
        button.textContent = dark ? "Light theme" : "Dark theme"; // what it makes of the page
    };
    button.addEventListener("click", () => {
        chosen = true;
        apply(!is_dark());
    });
    system.addEventListener("change", () => {
        if (!chosen) apply(system.matches);
    });
    apply(system.matches);
    return button;
}
