// Whether figures on the page are those of the report: the raw number that each carries, and what a
// reader sees.

const factors = {
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    "/s": 1,
    "k/s": 1e3,
    "M/s": 1e6,
    "G/s": 1e9,
    ns: 1,
    µs: 1e3,
    ms: 1e6,
    s: 1e9,
    min: 6e10,
    B: 1,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
    TiB: 2 ** 40,
    "%": 0.01,
};

function value_at(report, path) {
    return path.split(".").reduce((inner, name) => inner?.[name], report) ?? null;
}

// Returns: the number that the text says, or nothing where it is no number with a unit.
function number_in(text) {
    const parts = /^(-?[\d,]+(?:\.\d+)?)(?: (\S+))?$/.exec(text);
    const factor = factors[parts?.[2] ?? ""];
    return parts && factor ? Number(parts[1].replaceAll(",", "")) * factor : null;
}

// Three digits are shown; times on the axis are seconds and shown as such.
function is_near(shown, value, path) {
    const unit = path.startsWith("timeline.x") ? 1e9 : 1;
    return [value, value * unit].some(
        (wanted) => Math.abs(shown - wanted) <= 0.006 * Math.abs(wanted) + 0.5 * (wanted >= 1000),
    );
}

function complaint(report, {path, raw, text}) {
    const value = value_at(report, path);
    if (value === null) {
        return raw === null && text === "-" ? null : `${path} is null, and the page says "${text}"`;
    }
    if (raw !== String(value)) return `${path} is ${value}, and its data-value ${raw}`;
    const shown = typeof value === "number" ? number_in(text) : null;
    if (shown !== null && !is_near(shown, value, path)) {
        return `${path} is ${value}, and the page says "${text}"`;
    }
    if (typeof value === "string" && path !== "date" && text !== (value || "-")) {
        return `${path} is "${value}", and the page says "${text}"`;
    }
    return text === "" ? `${path} is ${value}, and the page shows nothing` : null;
}

// Returns: [how many figures there are, what is wrong with them].
export async function check_figures(page, report) {
    const figures = await page.evaluate(() =>
        [...document.querySelectorAll("[data-path]")].map((node) => ({
            path: node.dataset.path,
            raw: node.getAttribute("data-value"),
            text: node.textContent,
        })),
    );
    return [figures, figures.map((figure) => complaint(report, figure)).filter(Boolean)];
}
