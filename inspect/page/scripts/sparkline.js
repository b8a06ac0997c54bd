// A line without axes, from 0 to its greatest value.

import {svg_element} from "../../../web/scripts/dom.js";

import {set_attribute} from "./live.js";

const width = 100;
const height = 24;

export class sparkline {
    constructor() {
        this.area_ = svg_element("path", {class: "spark-area"});
        this.line_ = svg_element("path", {
            class: "spark-line",
            "vector-effect": "non-scaling-stroke",
        });
        this.node = svg_element(
            "svg",
            {
                class: "spark",
                viewBox: `0 0 ${width} ${height}`,
                preserveAspectRatio: "none",
                "aria-hidden": "true",
            },
            this.area_,
            this.line_,
        );
    }

    // `xs` ascend. Values that are no numbers are left out.
    update(xs, values) {
        const most = values.reduce((left, right) => Math.max(left, right ?? 0), 0) || 1;
        const first = xs[0];
        const span = xs.at(-1) - first || 1;
        const points = [];
        xs.forEach((x, index) => {
            if (!Number.isFinite(values[index])) return;
            const right = (width * (x - first)) / span;
            const down = height - 1 - ((height - 3) * values[index]) / most;
            points.push(`${right.toFixed(1)},${down.toFixed(1)}`);
        });
        const line = points.length > 1 ? `M${points.join("L")}` : "";
        set_attribute(this.line_, "d", line);
        set_attribute(this.area_, "d", line && `${line}L${width},${height}L0,${height}Z`);
    }
}
