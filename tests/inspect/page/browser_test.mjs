// Opens the page of ebb::inspect in Chromium and checks it against what the program answers:
//
//     node browser_test.mjs PAGE.html [--screenshots FOLDER]   a program that is made up here
//     node browser_test.mjs --url http://127.0.0.1:PORT/debug/ebb/ [--screenshots FOLDER]
//
// EBB_PAGE_MODULES names the folder that has playwright-core; else it is replay/page/node_modules.

import {mkdirSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";

import {start_browser} from "../../web/browser.mjs";
import {complaints, expect} from "../../web/complaints.mjs";
import {made_up_program} from "./made_up_program.mjs";
import {any_program} from "./any_program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const modules = process.env.EBB_PAGE_MODULES || join(here, "../../../replay/page/node_modules");

function taker_of_screenshots(folder) {
    return async (page, name) => {
        if (folder === undefined) return;
        mkdirSync(folder, {recursive: true});
        await page.screenshot({path: join(folder, `${name}.png`), fullPage: true});
    };
}

const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {url: {type: "string"}, screenshots: {type: "string"}},
});
if ((values.url === undefined) === (positionals.length === 0)) {
    console.error("usage: node browser_test.mjs PAGE.html | --url URL [--screenshots FOLDER]");
    process.exit(2);
}
const browser = await start_browser(modules);
const picture = taker_of_screenshots(values.screenshots);
try {
    if (values.url === undefined) {
        await made_up_program(browser, positionals[0], picture);
    } else {
        await any_program(browser, values.url, picture);
    }
} catch (error) {
    expect(false, `the test could not go on: ${error.stack}`);
} finally {
    await browser.close();
}
for (const complaint of complaints) console.error(`FAILED: ${complaint}`);
if (complaints.length === 0) console.log("The page shows what the program answers.");
process.exit(complaints.length === 0 ? 0 : 1); // whatever a failed check has left open
