// A map's table in small: buckets of tophash bytes, which entries enter and leave, and which grows
// in steps as ebb's do. Enough for the page to have something true to show.

const slots = 8;

// Numbers that look random and are the same in every run.
export class chance {
    constructor(seed) {
        this.state_ = seed >>> 0;
    }

    next() {
        this.state_ = (Math.imul(this.state_, 1664525) + 1013904223) >>> 0;
        let word = this.state_;
        word = Math.imul(word ^ (word >>> 16), 0x45d9f3b);
        return (word ^ (word >>> 16)) >>> 0;
    }

    below(bound) {
        return Math.floor((this.next() / 2 ** 32) * bound);
    }
}

function empty_level() {
    return new Array(slots).fill(0);
}

export class table {
    constructor(buckets) {
        this.chains = Array.from({length: buckets}, () => [empty_level()]);
    }

    get buckets() {
        return this.chains.length;
    }

    insert(bucket, tophash) {
        const chain = this.chains[bucket];
        for (const level of chain) {
            const free = level.findIndex((byte) => byte <= 1);
            if (free >= 0) {
                level[free] = tophash;
                return;
            }
        }
        chain.push(empty_level());
        chain.at(-1)[0] = tophash;
    }

    // Returns: whether there was an entry.
    erase(bucket, pick) {
        const used = this.chains[bucket].flatMap((level) =>
            level.map((byte, slot) => [level, slot, byte]).filter(([, , byte]) => byte > 4),
        );
        if (used.length === 0) return false;
        const [level, slot] = used[pick % used.length];
        level[slot] = 1;
        return true;
    }
}

// A map with an old table while it grows.
export class small_map {
    constructor(buckets, entries, seed) {
        this.chance_ = new chance(seed);
        this.current = new table(buckets);
        this.old = null;
        this.evacuated = 0;
        this.entries = 0;
        for (let entry = 0; entry < entries; ++entry) this.insert();
    }

    insert() {
        const hash = this.chance_.next();
        const top = hash >>> 24;
        const tophash = top < 5 ? top + 5 : top;
        const bucket = hash % this.current.buckets;
        const origin = this.old && bucket % this.old.buckets;
        if (this.old && origin >= this.evacuated) {
            this.old.insert(origin, tophash);
        } else {
            this.current.insert(bucket, tophash);
        }
        ++this.entries;
    }

    erase() {
        const hash = this.chance_.next();
        const from = this.old && this.chance_.below(2) ? this.old : this.current;
        if (from.erase(hash % from.buckets, hash >>> 8)) --this.entries;
    }

    churn(steps) {
        for (let step = 0; step < steps; ++step) {
            this.erase();
            this.insert();
        }
    }

    double() {
        this.old = this.current;
        this.current = new table(2 * this.old.buckets);
        this.evacuated = 0;
    }

    evacuate(steps) {
        for (let step = 0; this.old !== null && step < steps; ++step) {
            const origin = this.evacuated++;
            for (const byte of this.old.chains[origin].flat()) {
                if (byte <= 4) continue;
                this.current.insert(origin + (byte % 2) * this.old.buckets, byte);
            }
            this.old.chains[origin] = [];
            if (this.evacuated === this.old.buckets) this.old = null;
        }
    }

    // Returns: the chain, nothing where it is not written yet.
    chain_of(name, bucket) {
        if (name === "old") return this.old.chains[bucket];
        const is_written = this.old === null || bucket % this.old.buckets < this.evacuated;
        return is_written ? this.current.chains[bucket] : [];
    }
}
