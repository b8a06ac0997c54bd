// Which part of the tables the heat map shows: from and to, as parts of the whole, so that it is
// the same part of both tables during a growth, and of the next one after it.

const fewest_buckets = 8;
const rounding = 1e-9; // 2^31 buckets are still told apart

export class heat_view {
    constructor() {
        this.reset();
    }

    reset() {
        this.from = 0;
        this.to = 1;
    }

    get is_whole() {
        return this.from === 0 && this.to === 1;
    }

    get span() {
        return this.to - this.from;
    }

    // Returns: [first, last], without the last, of a table of so many buckets.
    range(buckets) {
        const first = Math.min(Math.floor(this.from * buckets + rounding), buckets - 1);
        const last = Math.ceil(this.to * buckets - rounding);
        return [Math.max(0, first), Math.min(Math.max(last, first + 1), buckets)];
    }

    show(from, to, buckets) {
        const least = Math.min(1, fewest_buckets / buckets);
        const span = Math.min(1, Math.max(least, to - from));
        this.from = Math.min(Math.max(0, from), 1 - span);
        this.to = this.from + span;
        if (span === 1) this.reset();
    }

    // Effects: shows `factor` times as much; what lies at `at` stays where it is.
    zoom(factor, at, buckets) {
        const from = at - (at - this.from) * factor;
        const to = at + (this.to - at) * factor;
        this.show(Math.max(0, from), Math.min(1, to), buckets);
    }

    // Effects: moves on by a part of what is shown.
    pan(share, buckets) {
        const {span} = this;
        const from = Math.min(Math.max(0, this.from + share * span), 1 - span);
        this.show(from, from + span, buckets);
    }

    move_to(from, buckets) {
        this.show(from, from + this.span, buckets);
    }
}
