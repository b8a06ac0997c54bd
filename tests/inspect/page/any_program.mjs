// What the page does with the maps of whatever program there is. At least one of them has to
// change.

import {complaints, expect} from "../../web/complaints.mjs";
import {heat_map_tells_the_truth} from "./heat_map_checks.mjs";
import {keys_read_the_heat_map} from "./heat_map_moves.mjs";
import {
    both_themes_render,
    figures_are_the_programs,
    fits,
    keyboard_reaches_everything,
    open_tables,
    page_says_what_it_shows,
    plots_are_drawn,
} from "./page_checks.mjs";
import {until, visitor} from "./visitor.mjs";

async function ids_of(guest) {
    const links = guest.page.locator("#maps a");
    await until("the maps are listed", async () => (await links.count()) > 0);
    return links.evaluateAll((all) => all.map((link) => Number(link.dataset.map)));
}

// Returns: whether the picture of the map became another one within some answers.
async function moves(guest) {
    const before = await guest.picture();
    for (let answer = 0; answer < 5; ++answer) {
        await guest.next();
        if ((await guest.picture()) !== before) return true;
    }
    return false;
}

async function one_map(guest, id, picture) {
    await guest.choose(id);
    await open_tables(guest.page);
    await guest.next();
    const does_move = await moves(guest);
    const answer = await guest.pause();
    const {name} = answer.maps.find(({map}) => map.id === id).map;
    await plots_are_drawn(guest.page, name);
    await figures_are_the_programs(guest.page, answer, id);
    await page_says_what_it_shows(guest.page);
    await heat_map_tells_the_truth(guest, name);
    await fits(guest.page, 1280);
    await picture(guest.page, `map-${id}`);
    await guest.go_on();
    return does_move;
}

export async function any_program(browser, url, picture) {
    const open = (width, scheme) => visitor.open(browser, url, {width, scheme}, complaints);
    const light = await open(1280, "light");
    const ids = await ids_of(light);
    let moving = 0;
    for (const id of ids) moving += await one_map(light, id, picture);
    expect(moving > 0, "no map's picture changes");
    await light.choose(ids[0]);
    await keys_read_the_heat_map(light);
    await keyboard_reaches_everything(light.page, ids);

    const dark = await open(1280, "dark");
    await dark.sees(ids[0]);
    await both_themes_render(light.page, dark.page);
    await picture(dark.page, "dark");
    await dark.close();

    const narrow = await open(360, "light");
    for (const id of ids) {
        await narrow.choose(id);
        await open_tables(narrow.page);
        await fits(narrow.page, 360);
    }
    await plots_are_drawn(narrow.page, "the narrow page");
    await picture(narrow.page, "narrow");
    await narrow.close();
    await light.close();
}
