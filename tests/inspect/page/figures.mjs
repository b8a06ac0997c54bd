// Whether the figures on the page are those of the program's answer: the raw value that each
// carries, and the number that a reader sees.

const factors = {
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    s: 1,
    B: 1,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
    "%": 0.01,
};

// Rows of the history are arrays: "history.entries.3" is row 3 of the column "entries".
function value_at(object, path) {
    const [, column, row] = /^history\.(\w+)\.(\d+)$/.exec(path) ?? [];
    if (column) return object.history.rows[row]?.[object.history.columns.indexOf(column)] ?? null;
    return path.split(".").reduce((inner, name) => inner?.[name], object) ?? null;
}

// Returns: the number that the text says, or nothing where it is no number with a unit.
function number_in(text) {
    const parts = /^(-?[\d,]+(?:\.\d+)?)(?: (\S+))?$/.exec(text);
    const factor = factors[parts?.[2] ?? ""];
    return parts && factor ? Number(parts[1].replaceAll(",", "")) * factor : null;
}

function is_near(shown, value) {
    return Math.abs(shown - value) <= 0.006 * Math.abs(value) + 0.5 * (value >= 1000);
}

function complaint(object, {path, raw, text}) {
    const value = value_at(object, path);
    if (value === null) {
        return raw === null && text === "-" ? null : `${path} is null, and the page says "${text}"`;
    }
    if (raw !== String(value)) return `${path} is ${value}, and its data-value ${raw}`;
    const shown = typeof value === "number" ? number_in(text) : null;
    if (shown !== null && !is_near(shown, value)) {
        return `${path} is ${value}, and the page says "${text}"`;
    }
    if (typeof value === "string" && text !== (value || "-")) {
        return `${path} is "${value}", and the page says "${text}"`;
    }
    return text === "" ? `${path} is ${value}, and the page shows nothing` : null;
}

function figures_in(page, selector) {
    return page.locator(selector).evaluateAll((all) =>
        all.map((node) => ({
            path: node.dataset.path,
            raw: node.getAttribute("data-value"),
            text: node.textContent,
        })),
    );
}

// Returns: [paths shown for the map chosen, what is wrong with any figure].
export async function check_figures(page, answer, id) {
    const map_of = (wanted) => answer.maps.find(({map}) => map.id === wanted);
    const of_map = await figures_in(page, "article [data-path]");
    const wrong = of_map.map((figure) => complaint(map_of(id), figure));
    for (const figure of await figures_in(page, "header [data-path]")) {
        wrong.push(complaint(answer, figure));
    }
    for (const map of answer.maps) {
        const own = map.map.id;
        for (const figure of await figures_in(page, `#maps a[data-map="${own}"] [data-path]`)) {
            wrong.push(complaint(map, figure));
        }
    }
    return [new Set(of_map.map(({path}) => path)), wrong.filter(Boolean)];
}
