// Colours of the style sheet as the words of pixels.

import {colour} from "../../../web/scripts/theme.js";

import {evacuated, states} from "./slot_states.js";

const is_little = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

function word(colour_parts) {
    const bytes = [...colour_parts.map(Math.round), 255];
    if (is_little) bytes.reverse();
    return bytes.reduce((whole, byte) => (whole << 8) | byte, 0) >>> 0;
}

function parts(hex) {
    return [1, 3, 5].map((place) => parseInt(hex.slice(place, place + 2), 16));
}

function mixed(from, to, share) {
    return from.map((value, place) => value + (to[place] - value) * share);
}

// Light adds up by its power, not by the numbers of the colour.
const power = 2.2;

export class heat_palette {
    // `flash`: how much nearer to the ink changed cells are.
    constructor(flash = 0) {
        const ink = parts(colour("--ink"));
        const colours = states.map(({colour: name}) => parts(colour(name)));
        const line = parts(colour("--slots-evacuated-line"));
        this.plain = colours.map(word);
        this.line = word(line);
        this.lit = colours.map((of_state) => word(mixed(of_state, ink, flash)));
        this.lit_line = word(mixed(line, ink, flash));
        this.ink_ = ink;
        this.flash_ = flash;
        this.light_ = colours.map((of_state) => of_state.map((part) => (part / 255) ** power));
        this.light_[evacuated] = mixed(colours[evacuated], line, 0.4).map(
            (part) => (part / 255) ** power,
        );
    }

    // Returns: the colour of a cell by the counts of its slots.
    mix(counts, is_lit) {
        const all = counts.reduce((sum, part) => sum + part, 0) || 1;
        const sum = [0, 0, 0];
        counts.forEach((part, state) => {
            this.light_[state].forEach((value, place) => {
                sum[place] += (part / all) * value;
            });
        });
        const shown = sum.map((value) => 255 * value ** (1 / power));
        return word(is_lit ? mixed(shown, this.ink_, this.flash_) : shown);
    }
}
