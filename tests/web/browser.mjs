// The browser that tests of pages drive, and what it sees of them.

import {accessSync, constants} from "node:fs";
import {createRequire} from "node:module";
import {delimiter, join, resolve} from "node:path";

const flags = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

function program(names) {
    const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
    for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
        try {
            accessSync(path, constants.X_OK);
            return path;
        } catch {
            // The next one may be there.
        }
    }
    throw new Error(`no browser: none of ${names.join(", ")} is on PATH`);
}

export async function start_browser(modules) {
    const {chromium} = createRequire(join(resolve(modules), "here.js"))("playwright-core");
    return chromium.launch({
        executablePath: program(["chromium", "chromium-browser"]),
        args: flags,
    });
}

// Opens the page. Whatever it complains about or pops up lands in `complaints`, and so does what it
// asks for, but for addresses that `may_ask` accepts. `prepare` is given the page before it loads.
export async function open_page(browser, url, {width, scheme, may_ask, prepare}, complaints) {
    const context = await browser.newContext({viewport: {width, height: 900}, colorScheme: scheme});
    const page = await context.newPage();
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) {
            complaints.push(`the console says: ${message.text()}`);
        }
    });
    page.on("pageerror", (error) => complaints.push(`a script failed: ${error.stack}`));
    page.on("request", (request) => {
        const asked = request.url();
        if (asked === url || asked.startsWith("data:") || may_ask?.(asked)) return;
        complaints.push(`the page asks for ${asked}`);
    });
    page.on("dialog", (dialog) => {
        complaints.push(`a dialog says: ${dialog.message()}`);
        dialog.dismiss();
    });
    prepare?.(page);
    await page.goto(url);
    await settled(page);
    return page;
}

// Two frames: observers of sizes are told in the first, what they draw is there in the second.
export function settled(page) {
    return page.evaluate(
        () =>
            new Promise((done) => {
                requestAnimationFrame(() => requestAnimationFrame(done));
            }),
    );
}

// Returns: the sections whose picture is not the same.
export function changed(before, after) {
    return after
        .filter(({picture}, place) => picture !== before[place].picture)
        .map(({section}) => section);
}

// Returns: for each canvas its section, its picture and how many colours and pixels it has.
export function canvases(page) {
    return page.evaluate(() =>
        [...document.querySelectorAll("section canvas")].map((canvas) => {
            // Reading a copy leaves the page's own canvases as they are.
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
                willReadFrequently: true,
            });
            copy.drawImage(canvas, 0, 0);
            const {data} = copy.getImageData(0, 0, canvas.width, canvas.height);
            const words = new Uint32Array(data.buffer);
            const colours = new Set();
            let pixels = 0;
            for (let place = 0; place < words.length; ++place) {
                if (data[4 * place + 3] === 0) continue;
                ++pixels;
                if (colours.size < 100) colours.add(words[place]);
            }
            return {
                section: canvas.closest("section").id,
                picture: canvas.toDataURL(),
                colours: colours.size,
                pixels,
            };
        }),
    );
}
