// A reader of the page: opens it, waits for what it should show, and keeps what the program
// answered.

import {open_page, settled} from "../../web/browser.mjs";

const patience = 30_000; // ms until something that should happen counts as missing

// Waits until the condition is true. Throws: after the limit, with what was waited for.
export async function until(what, condition) {
    const end = Date.now() + patience;
    while (!(await condition())) {
        if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
        await new Promise((next) => setTimeout(next, 25));
    }
}

export class visitor {
    // `options`: width, scheme, id (of a map); may_fail matches complaints that are no faults.
    static async open(browser, url, options, complaints) {
        const made = new visitor();
        made.heard_ = [];
        made.complaints_ = complaints;
        made.may_fail_ = options.may_fail;
        const {origin} = new URL(url);
        const may_ask = (asked) => new URL(asked).origin === origin;
        const address = options.id === undefined ? url : `${url}#map=${options.id}`;
        const prepare = (page) => made.follow_(page);
        await open_page(browser, address, {...options, may_ask, prepare}, made.heard_);
        return made;
    }

    follow_(page) {
        this.page = page;
        this.answers_ = new Map(); // to maps.json, by the time in them
        this.buckets_ = new Map(); // to /buckets, by the table
        this.waiting_ = new Set(); // requests without an answer
        page.on("request", (request) => this.waiting_.add(request));
        page.on("requestfinished", (request) =>
            this.finished_(request).catch((error) => {
                if (!this.is_closed_) this.heard_.push(`an answer can't be read: ${error.message}`);
            }),
        );
        page.on("requestfailed", (request) => this.waiting_.delete(request));
    }

    async finished_(request) {
        const response = await request.response();
        const url = new URL(request.url());
        if (response.ok() && url.pathname.endsWith("/maps.json")) {
            const answer = await response.json();
            this.answers_.set(String(answer.process.now), answer);
        }
        if (response.ok() && url.pathname.endsWith("/buckets")) {
            const answer = await response.json();
            this.buckets_.set(answer.table, answer);
        }
        this.waiting_.delete(request);
    }

    async close() {
        this.is_closed_ = true;
        this.complaints_.push(...this.heard_.filter((text) => !this.may_fail_?.test(text)));
        await this.page.context().close();
    }

    text(selector) {
        return this.page.locator(selector).first().textContent();
    }

    kind() {
        return this.page.locator(".status").getAttribute("data-kind");
    }

    // Returns: the time of the answer that is shown, as the answer has it.
    shown() {
        return this.page.locator('[data-path="process.now"]').getAttribute("data-value");
    }

    // Waits until the map is there with its picture.
    async sees(id) {
        const chosen = this.page.locator(`#maps a[data-map="${id}"][aria-current]`);
        await until(`map ${id} is chosen`, async () => (await chosen.count()) === 1);
        await until(`map ${id} has a picture`, async () => {
            const label = await this.page.locator("#heat-canvas").getAttribute("aria-label");
            return label !== null && (await this.page.locator(".heat-label:visible").count()) > 0;
        });
        await settled(this.page);
    }

    async choose(id) {
        await this.page.locator(`#maps a[data-map="${id}"]`).click();
        await this.sees(id);
    }

    // Waits until another answer is shown.
    async next() {
        const before = await this.shown();
        await until("the next answer is shown", async () => (await this.shown()) !== before);
        await settled(this.page);
    }

    // Effects: stops the page at an answer. Returns: that answer.
    async pause() {
        await this.page.locator("#pause").click();
        await until("nothing is asked for any more", () => this.waiting_.size === 0);
        await until("the picture stands still", async () => {
            const before = await this.picture();
            await settled(this.page);
            return before === (await this.picture());
        });
        const now = await this.shown();
        await until("the answer shown is known", () => this.answers_.has(now));
        return this.answers_.get(now);
    }

    async go_on() {
        await this.page.locator("#pause").click();
        await this.next();
    }

    // Returns: the last answer about the buckets of a table.
    buckets(table) {
        return this.buckets_.get(table);
    }

    picture() {
        return this.page.locator("#heat-canvas").evaluate((canvas) => canvas.toDataURL());
    }
}
