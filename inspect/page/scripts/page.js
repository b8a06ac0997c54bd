// The page of the maps of a running program: asks it once a second and shows what it says.

import {element} from "../../../web/scripts/dom.js";

import {connection} from "./connection.js";
import {set_text} from "./live.js";
import {link_to, map_list, name_of} from "./map_list.js";
import {map_view} from "./map_view.js";
import {status} from "./status.js";

const example = 'auto watched = ebb::inspect::watch(sessions, "sessions");';

const no_maps = element(
    "div",
    {class: "empty", hidden: true},
    element("h2", {}, "No map is watched"),
    element("p", {}, "A program names the maps that are to be seen here:"),
    element("pre", {}, element("code", {}, example)),
    element("p", {class: "note"}, "They appear as soon as there are any."),
);

// Returns: the id in the address, or nothing.
function id_in_address() {
    const found = /^#map=(\d+)$/.exec(location.hash);
    return found ? Number(found[1]) : null;
}

class page {
    constructor() {
        this.answer_ = null;
        this.name_ = null; // of the map that is shown: another process may have one of this name
        this.gone_ = element("div", {class: "banner", id: "gone", hidden: true});
        this.list_ = new map_list();
        this.view_ = new map_view();
        this.view_.node.hidden = true;
        this.connection_ = new connection({
            answered: (answer) => this.answered_(answer),
            changed: (state) => this.status_.changed(state),
        });
        this.status_ = new status((is_paused) => this.connection_.pause(is_paused));
        this.layout_ = element(
            "div",
            {class: "layout"},
            this.list_.node,
            element("main", {}, this.gone_, no_maps, this.view_.node),
        );
        window.addEventListener("hashchange", () => this.chosen_());
    }

    start() {
        document.getElementById("page").replaceChildren(this.status_.node, this.layout_);
        this.connection_.ask_soon(0);
    }

    answered_(answer) {
        const is_another = this.answer_ !== null && this.answer_.process.pid !== answer.process.pid;
        this.answer_ = answer;
        this.status_.answered(answer);
        if (is_another) this.find_again_(answer.maps);
        this.show_();
    }

    // Ids are those of a process: in another one the map of the same name is meant.
    find_again_(maps) {
        this.view_.forget();
        const same = maps.find(({map}) => map.name === this.name_);
        if (same && id_in_address() !== null) history.replaceState(null, "", link_to(same.map.id));
    }

    chosen_() {
        if (this.answer_ === null) return;
        const map = this.show_();
        if (!map) return;
        this.status_.say(`Map ${name_of(map.map)}`);
        this.view_.focus();
    }

    // Returns: the map that is shown, if there is one.
    show_() {
        const {maps, process} = this.answer_;
        const id = id_in_address();
        const map = id === null ? maps[0] : maps.find((one) => one.map.id === id);
        this.list_.update(maps, map?.map.id);
        no_maps.hidden = maps.length > 0;
        this.list_.node.hidden = maps.length === 0;
        this.layout_.classList.toggle("single", maps.length === 0);
        this.gone_.hidden = map !== undefined || maps.length === 0;
        if (!map) {
            const text = `Map ${id} is not watched, or not any more. Choose one of the list.`;
            set_text(this.gone_, text);
            this.view_.node.hidden = true;
            this.view_.forget();
            return null;
        }
        this.name_ = map.map.name;
        this.view_.node.hidden = false;
        this.view_.update(map, process.now);
        return map;
    }
}

new page().start();
