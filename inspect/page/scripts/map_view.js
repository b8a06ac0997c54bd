// Everything about one map. It is made once and shows whichever map is chosen, so that the focus,
// the open tables and the scrolled place stay when the next answer comes.

import {element} from "../../../web/scripts/dom.js";
import {section} from "../../../web/scripts/section.js";

import {clock_time} from "./clock.js";
import {counters, extremes, memory_parts, walks} from "./details.js";
import {findings} from "./findings.js";
import {growth} from "./growth.js";
import {headline} from "./headline.js";
import {heat_map} from "./heat_map.js";
import {chain_entries, chain_lengths} from "./histograms.js";
import {set_text} from "./live.js";
import {timelines} from "./timelines.js";
import {tophash} from "./tophash.js";

const not_counted =
    "The slots of this map were not counted yet. It is done now and then, when the map's owner " +
    "answers or its lock is free.";

export class map_view {
    constructor() {
        this.headline_ = new headline();
        this.heat_map_ = new heat_map();
        this.timelines_ = new timelines();
        this.others_ = [
            new findings(),
            new growth(),
            new memory_parts(),
            new walks(),
            new counters(),
        ];
        this.counted_ = [
            chain_lengths(),
            chain_entries(),
            new tophash(),
            new extremes("Fullest chains", "fullest"),
            new extremes("Emptiest chains", "emptiest"),
        ];
        this.panels_ = element("div", {class: "panels"}, ...this.counted_.map(({node}) => node));
        this.counted_when_ = element("p", {class: "note"});
        const [found, growing, parts, walking, counting] = this.others_.map(({node}) => node);
        this.node = element(
            "article",
            {"aria-labelledby": "map-name"},
            this.headline_.node,
            found,
            growing,
            this.heat_map_.node,
            this.timelines_.node,
            section("chains", "Chains and hashes", this.counted_when_, this.panels_),
            walking,
            parts,
            counting,
        );
        this.chosen_ = null;
    }

    // Requires: the node is shown, so that what is drawn has a width.
    update(map, now) {
        const is_another = this.chosen_ !== map.map.id;
        this.chosen_ = map.map.id;
        this.headline_.update(map, now);
        for (const part of this.others_) part.update(map);
        if (is_another) {
            this.heat_map_.choose(map);
        } else {
            this.heat_map_.update(map);
        }
        this.timelines_.update(map, is_another);
        this.panels_.hidden = map.census === null;
        set_text(this.counted_when_, this.census_text_(map));
        if (map.census === null) return;
        for (const part of this.counted_) part.update(map);
    }

    census_text_({census, census_taken: taken}) {
        if (census === null) return not_counted;
        const when = `Counted at ${clock_time(taken)}`;
        if (!census.is_complete) return `${when}, but not to the end: tables came and went.`;
        return census.is_of_one_moment
            ? `${when}, all at one moment.`
            : `${when}, step by step while the map was used: parts are of different moments.`;
    }

    // Effects: the next answer is taken for that of another map.
    forget() {
        this.chosen_ = null;
    }

    focus() {
        this.headline_.focus();
    }
}
