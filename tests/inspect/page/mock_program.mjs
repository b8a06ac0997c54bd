// A program with watched maps, as its server shows it: the page's own paths over HTTP, on a free
// port. Every answer to maps.json is a step in the life of its maps.

import {readFileSync} from "node:fs";
import {createServer} from "node:http";

import {usual_maps} from "./usual_maps.mjs";

const schema = "ebb-inspect/1";
const words_max = 4096;
const clock_ahead = 3600; // seconds: the program's clock is another one
const past = 120; // seconds of history that there are at first

export class mock_program {
    constructor(page_file, maps = usual_maps()) {
        this.page_ = readFileSync(page_file);
        this.maps = maps;
        this.pid = 4242;
        this.requests = []; // paths asked for
        this.refused = []; // those that were wrong
        this.latest = null; // the answer to the last maps.json
        const begin = this.now() - past;
        for (let second = 0; second < past; ++second) {
            for (const map of this.maps) map.live(begin + second);
        }
    }

    now() {
        return Date.now() / 1000 + clock_ahead;
    }

    // Returns: the address of the page. A port that was had before is taken again.
    async start() {
        this.server_ = createServer((request, response) => this.answer_(request, response));
        await new Promise((done) => this.server_.listen(this.port_ ?? 0, "127.0.0.1", done));
        this.port_ = this.server_.address().port;
        return `http://127.0.0.1:${this.port_}/debug/ebb/`;
    }

    async stop() {
        const closed = new Promise((done) => this.server_.close(done));
        this.server_.closeAllConnections();
        await closed;
    }

    answer_(request, response) {
        const url = new URL(request.url, "http://127.0.0.1");
        this.requests.push(request.url);
        const [status, type, body] = this.reply_(url);
        if (status !== 200) this.refused.push(`${request.url}: ${body}`);
        response.writeHead(status, {
            "Content-Type": `${type}; charset=utf-8`,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy":
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; " +
                "img-src data:; connect-src 'self'",
        });
        response.end(body);
    }

    reply_({pathname, searchParams: query}) {
        if (pathname === "/debug/ebb/") return [200, "text/html", this.page_];
        if (pathname === "/debug/ebb/maps.json") return this.json_(this.all_());
        const id = /^\/debug\/ebb\/maps\/(\d+)\/buckets$/.exec(pathname)?.[1];
        const map = this.maps.find(({identity: {id: own}}) => own === Number(id));
        return map ? this.buckets_(map, query) : [404, "text/plain", "there is no such thing"];
    }

    json_(value) {
        return [200, "application/json", JSON.stringify(value)];
    }

    all_() {
        const now = this.now();
        for (const map of this.maps) map.live(now);
        this.latest = {
            schema,
            process: {pid: this.pid, program: "shop", ebb: "0.1.0", now},
            maps: this.maps.map((map) => map.json(now)),
        };
        return this.latest;
    }

    buckets_(map, query) {
        const number = (name) => (/^\d+$/.test(query.get(name)) ? Number(query.get(name)) : NaN);
        const range = {
            table: query.get("table"),
            first: number("first"),
            last: number("last"),
            cells: number("cells"),
            has_words: query.get("words") === "1",
        };
        const {first, last, cells, has_words} = range;
        const is_right = first <= last && cells >= 1 && cells <= 65536;
        if (!is_right || (has_words && last - first > words_max)) {
            return [400, "text/plain", "the parameters are wrong"];
        }
        const {id, name} = map.identity;
        return this.json_({schema, map: {id, name}, taken: this.now(), ...map.buckets(range)});
    }
}
