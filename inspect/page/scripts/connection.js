// Asks the program once a second how its maps are. When it does not answer, asks less and less
// often, and goes on when it is back. A page that nobody sees asks nothing.

const interval = 1000; // ms
const longest_wait = 15_000;
const answer_limit = 10_000;

export class connection {
    // `listener`: {answered(maps.json), changed({kind, ...})} with the kinds live, paused and lost,
    // which has what was wrong and the ms until the next attempt.
    constructor(listener) {
        this.listener_ = listener;
        this.is_paused_ = false;
        this.failures_ = 0;
        this.timer_ = null;
        this.asking_ = false;
        document.addEventListener("visibilitychange", () => {
            if (!document.hidden) this.ask_soon(0);
        });
    }

    get is_paused() {
        return this.is_paused_;
    }

    pause(is_paused) {
        this.is_paused_ = is_paused;
        if (is_paused) {
            clearTimeout(this.timer_);
            this.listener_.changed({kind: "paused"});
        } else {
            this.ask_soon(0);
        }
    }

    ask_soon(wait) {
        clearTimeout(this.timer_);
        if (!this.is_paused_) this.timer_ = setTimeout(() => this.ask_(), wait);
    }

    async ask_() {
        if (document.hidden || this.asking_) return;
        this.asking_ = true;
        const begun = performance.now();
        try {
            const answer = await answer_to("maps.json");
            this.failures_ = 0;
            if (!this.is_paused_) {
                this.listener_.changed({kind: "live"});
                this.listener_.answered(answer);
            }
            this.ask_soon(Math.max(0, interval - (performance.now() - begun)));
        } catch (error) {
            const wait = Math.min(longest_wait, interval * 2 ** this.failures_++);
            if (!this.is_paused_) {
                this.listener_.changed({kind: "lost", why: error.message, wait});
            }
            this.ask_soon(wait);
        } finally {
            this.asking_ = false;
        }
    }
}

// Returns: the JSON that the program sends. Throws: an Error that says what came instead.
export async function answer_to(path, signal) {
    const limit = AbortSignal.timeout(answer_limit);
    const both = signal ? AbortSignal.any([signal, limit]) : limit;
    let response;
    try {
        response = await fetch(path, {signal: both, cache: "no-store"});
    } catch (error) {
        if (signal?.aborted) throw error;
        throw new Error(limit.aborted ? "it took too long to answer" : "there is no connection");
    }
    if (!response.ok) {
        const said = (await response.text()).trim().split("\n")[0].slice(0, 200);
        throw new Error(said === "" ? `it answered ${response.status}` : said);
    }
    return response.json();
}
