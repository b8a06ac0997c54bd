// Asks the program for the buckets that the heat map shows, no more often than it can answer: a
// census of a large table takes a while, and the page leaves it nine tenths of the time.

import {answer_to} from "./connection.js";
import {grid_of} from "./heat_grid.js";

const words_max = 4096; // buckets whose slots the program sends
const share_of_time = 0.1;
const at_once = 50; // ms that an answer may take without a rest
const longest_wait = 10_000; // ms

export class heat_source {
    // `listener`: {grids(old and current), failed(why)}.
    constructor(listener) {
        this.listener_ = listener;
        this.due_ = 0;
        this.asking_ = null;
    }

    // Effects: asks, if it is time. `wanted`: {id, view, cells, current, old}, the last two being
    // how many buckets the tables have.
    ask(wanted) {
        if (this.asking_ === null && performance.now() >= this.due_) this.ask_now(wanted);
    }

    // Effects: asks; what is being asked for is not wanted any more.
    async ask_now(wanted) {
        this.asking_?.abort();
        const asking = new AbortController();
        this.asking_ = asking;
        const begun = performance.now();
        try {
            const current = await this.table_(wanted, "current", wanted.current, asking.signal);
            const old =
                wanted.old > 0
                    ? await this.table_(wanted, "old", wanted.old, asking.signal)
                    : null;
            if (asking.signal.aborted) return;
            this.listener_.grids([old, current].filter((grid) => grid !== null));
        } catch (error) {
            if (!asking.signal.aborted) this.listener_.failed(error.message);
        }
        if (this.asking_ !== asking) return;
        this.asking_ = null;
        const took = performance.now() - begun;
        const rest = Math.max(0, took / share_of_time - took - at_once);
        this.due_ = performance.now() + Math.min(longest_wait, rest);
    }

    // A table may have got another size since: then its part of it is another one.
    async table_(wanted, table, buckets, signal) {
        const answer = await this.part_(wanted, table, buckets, signal);
        const has_changed = answer.buckets !== buckets && answer.buckets > 0;
        return grid_of(
            has_changed ? await this.part_(wanted, table, answer.buckets, signal) : answer,
        );
    }

    part_({id, view, cells}, table, buckets, signal) {
        const [first, last] = view.range(buckets);
        const has_slots = last - first <= words_max;
        const query = new URLSearchParams({
            table,
            first,
            last,
            cells: has_slots ? 1 : Math.min(cells, last - first),
            ...(has_slots ? {words: 1} : {}),
        });
        return answer_to(`maps/${id}/buckets?${query}`, signal);
    }
}
