// What the page does with maps in states that are hard to bring about, and when the program goes
// away.

import {complaints, expect} from "../../web/complaints.mjs";
import {any_program} from "./any_program.mjs";
import {
    heat_map_details,
    heat_map_goes_down_to_single_slots,
    heat_map_zooms,
} from "./heat_map_moves.mjs";
import {mock_program} from "./mock_program.mjs";
import {hostile_name, usual_maps} from "./usual_maps.mjs";
import {until, visitor} from "./visitor.mjs";

const [sessions, orders, emptied, large, hostile] = [1, 2, 3, 4, 5];
const lost = /ERR_CONNECTION|Failed to load/; // what browsers say when nobody answers

async function with_page(browser, url, options, check) {
    const guest = await visitor.open(
        browser,
        url,
        {width: 1280, scheme: "light", ...options},
        complaints,
    );
    await check(guest);
    await guest.close();
}

async function growth_shows_both_tables(guest) {
    await guest.sees(orders);
    await until("both tables are shown", async () => {
        const shown = await guest.page.locator(".heat-label:visible").allTextContents();
        return /^Old table/.test(shown[0]) && /^Current table/.test(shown[1] ?? "");
    });
    const bar = guest.page.locator("[role=progressbar]");
    const before = await bar.getAttribute("aria-valuenow");
    await until(
        "the growth gets on",
        async () => (await bar.getAttribute("aria-valuenow")) !== before,
    );
    expect(/doubling/.test(await guest.text(".growth-text")), "the growth is not named");
    const item = await guest.text(`#maps a[data-map="${orders}"]`);
    expect(/doubling/.test(item), "the list does not say that the map grows");
}

async function findings_are_shown(guest) {
    await guest.sees(emptied);
    const found = guest.page.locator(".finding");
    expect((await found.count()) === 3, `${await found.count()} findings are shown, not 3`);
    const item = await guest.text(`#maps a[data-map="${emptied}"]`);
    expect(/3 findings/.test(item), "the list does not say that there are findings");
    const walks = await guest.page.locator("#walks tbody tr:visible").count();
    expect(walks === 1, `${walks} walks are shown, not 1`);
}

// A slot that was used once is as good as one that never was: it is not to look like damage.
async function reusable_slots_look_free(guest) {
    await guest.sees(sessions);
    const key = await guest.page.locator('[aria-label="States of a slot"]').first().innerText();
    expect(/reusable \(free\)/.test(key), `the key of the states says "${key}"`);
    const [red, green, blue] = await guest.page.evaluate(() => {
        const hex = getComputedStyle(document.documentElement).getPropertyValue("--slots-deleted");
        return [1, 3, 5].map((place) => parseInt(hex.trim().slice(place, place + 2), 16));
    });
    expect(blue > green && green > red, "reusable slots have the colour of a warning");
    const chains = await guest.text(".figure-text");
    expect(/Up to 8 buckets are healthy/.test(chains), `of chains of 8 slots is said: ${chains}`);
}

async function hostile_names_stay_text(guest) {
    await guest.sees(hostile);
    expect((await guest.text("#map-name")) === hostile_name, "a name is not shown as it is");
    expect((await guest.page.title()) === "shop maps", "a name became a script");
    expect(/nobody answered/.test(await guest.text(".headline .banner")), "trouble is not shown");
}

async function large_maps_are_shown(guest) {
    await guest.sees(large);
    await heat_map_goes_down_to_single_slots(guest);
    await heat_map_details(guest);
}

async function keyboard_chooses_a_map(guest) {
    await guest.sees(sessions);
    await guest.page.locator(`#maps a[data-map="${emptied}"]`).focus();
    await guest.page.keyboard.press("Enter");
    await guest.sees(emptied);
    expect(guest.page.url().endsWith(`#map=${emptied}`), `the address is ${guest.page.url()}`);
    const focused = await guest.page.evaluate(() => document.activeElement.id);
    expect(focused === "map-name", `after a map was chosen the focus is at "${focused}"`);
    await guest.page.goBack();
    await guest.sees(sessions);
}

async function pause_stops_asking(guest, program) {
    await guest.sees(sessions);
    await guest.pause();
    const asked = program.requests.length;
    const shown = await guest.shown();
    await guest.page.keyboard.press("Tab");
    expect((await guest.kind()) === "paused", "the page does not say that it is paused");
    await guest.go_on();
    expect(program.requests.length > asked, "the page does not go on");
    expect((await guest.shown()) !== shown, "the page shows nothing new");
}

async function program_goes_and_comes_back(guest, program) {
    await guest.sees(orders);
    await program.stop();
    await until("the page says that nobody answers", async () => (await guest.kind()) === "lost");
    expect(/No answer/.test(await guest.text(".status")), "the page does not say what is wrong");
    program.pid = 4711;
    program.maps.find(({identity}) => identity.id === orders).identity.id = 9;
    await program.start();
    await until("the page goes on", async () => (await guest.kind()) === "live");
    await until("the new process is announced", async () =>
        /4711/.test(await guest.text("[role=status]")),
    );
    await guest.sees(9); // by its name
    program.maps.pop();
    program.maps.splice(
        program.maps.findIndex(({identity}) => identity.id === 9),
        1,
    );
    await until("the page says that the map has gone", () =>
        guest.page.locator("#gone").isVisible(),
    );
    await guest.choose(sessions);
}

async function no_maps_are_explained(browser, page_file) {
    const program = new mock_program(page_file, []);
    const url = await program.start();
    await with_page(browser, url, {}, async (guest) => {
        await until("the page says that there are no maps", () =>
            guest.page.locator(".empty").isVisible(),
        );
        program.maps = usual_maps();
        await guest.sees(sessions);
    });
    await program.stop();
}

export async function made_up_program(browser, page_file, picture) {
    const program = new mock_program(page_file);
    const url = await program.start();
    const visit = (id, check) =>
        with_page(browser, url, {id}, (guest) => check(guest, program));
    await any_program(browser, url, picture);
    await visit(orders, growth_shows_both_tables);
    await visit(emptied, findings_are_shown);
    await visit(sessions, reusable_slots_look_free);
    await visit(hostile, hostile_names_stay_text);
    await visit(large, large_maps_are_shown);
    await visit(sessions, async (guest) => {
        await guest.sees(sessions);
        await heat_map_zooms(guest);
    });
    await visit(sessions, keyboard_chooses_a_map);
    await visit(sessions, pause_stops_asking);
    complaints.push(...program.refused.map((asked) => `the page asked wrongly for ${asked}`));
    await with_page(browser, url, {id: orders, may_fail: lost}, (guest) =>
        program_goes_and_comes_back(guest, program),
    );
    await program.stop();
    await no_maps_are_explained(browser, page_file);
}
