// All maps, as links: name, findings, what they hold and how that went.

import {element} from "../../../web/scripts/dom.js";
import {bytes, percent, short_count} from "../../../web/scripts/units.js";

import {growth_text} from "./growth_text.js";
import {column} from "./history.js";
import {live_figures, set_attribute, set_text} from "./live.js";
import {badge} from "./severity.js";
import {sparkline} from "./sparkline.js";

export function link_to(id) {
    return `#map=${id}`;
}

export function name_of({id, name}) {
    return name === "" ? `map ${id}` : name;
}

class map_item {
    constructor(id) {
        this.figures_ = new live_figures();
        this.name_ = element("span", {class: "name"});
        this.badge_ = element("span", {class: "badge-place"});
        this.growth_ = element("span", {class: "growing"});
        this.entries_ = new sparkline();
        this.bytes_ = new sparkline();
        const figure = (path, format) => this.figures_.figure(path, format);
        const cell = (label, node, spark) => {
            const heading = element("span", {class: "label"}, label);
            return element("span", {class: "cell"}, heading, node, spark.node);
        };
        this.link_ = element(
            "a",
            {href: link_to(id), "data-map": id},
            element("span", {class: "line"}, this.name_, this.badge_),
            element(
                "span",
                {class: "cells"},
                cell("entries", figure("figures.entries", short_count), this.entries_),
                cell("memory", figure("figures.memory_bytes", bytes), this.bytes_),
            ),
            element(
                "span",
                {class: "line faint"},
                element("span", {}, "load ", figure("figures.load", percent)),
                this.growth_,
            ),
        );
        this.node = element("li", {}, this.link_);
    }

    update(map, is_chosen) {
        this.figures_.update(map);
        set_text(this.name_, name_of(map.map));
        set_text(this.growth_, map.trouble === "" ? growth_text(map.figures) : "no answer");
        this.growth_.classList.toggle("trouble", map.trouble !== "");
        set_attribute(this.link_, "aria-current", is_chosen ? "true" : null);
        this.show_badge_(map.findings);
        const xs = column(map.history, "taken");
        this.entries_.update(xs, column(map.history, "entries"));
        this.bytes_.update(xs, column(map.history, "memory_bytes"));
    }

    show_badge_(findings) {
        const found = badge(findings);
        const shown = this.badge_.firstChild;
        const is_same =
            shown?.textContent === found?.textContent && shown?.className === found?.className;
        if (!is_same) this.badge_.replaceChildren(...(found ? [found] : []));
    }
}

export class map_list {
    constructor() {
        this.items_ = new Map();
        this.list_ = element("ul", {});
        this.heading_ = element("h2", {id: "maps-heading"}, "Maps");
        this.node = element(
            "nav",
            {id: "maps", "aria-labelledby": "maps-heading"},
            this.heading_,
            this.list_,
        );
    }

    update(maps, chosen) {
        set_text(this.heading_, maps.length === 1 ? "1 map" : `${maps.length} maps`);
        const ids = new Set(maps.map(({map}) => map.id));
        for (const [id, item] of this.items_) {
            if (ids.has(id)) continue;
            item.node.remove();
            this.items_.delete(id);
        }
        maps.forEach((map, place) => {
            const id = map.map.id;
            if (!this.items_.has(id)) this.items_.set(id, new map_item(id));
            const item = this.items_.get(id);
            if (this.list_.children[place] !== item.node) {
                this.list_.insertBefore(item.node, this.list_.children[place] ?? null);
            }
            item.update(map, id === chosen);
        });
    }
}
