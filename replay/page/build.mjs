// Puts the report page into one file: node build.mjs MODULES OUTPUT [REPORT]
//
// MODULES is the folder that npm put uplot into. An OUTPUT that ends in .cpp defines the page for
// the program (asset.hpp), any other is the page itself, for working on it. REPORT is placed in it.

import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {Script} from "node:vm";

const here = dirname(fileURLToPath(import.meta.url));
const placeholder = '"@EBB_REPLAY_REPORT@"';

function text_of(...parts) {
    return readFileSync(join(...parts), "utf8");
}

// Scripts in one file can't import each other, so each module becomes a function that returns what
// it exports. Only the plain forms are understood: import {a, b} from "./c.js", export function,
// class or const.
class bundle {
    constructor(folder) {
        this.folder_ = folder;
        this.done_ = new Map(); // text by file; nothing while its imports are read
    }

    add(file) {
        if (this.done_.has(file)) {
            if (this.done_.get(file) === null)
                throw new Error(`${file} imports itself in a circle`);
            return;
        }
        this.done_.set(file, null);
        const exported = [];
        const body = text_of(this.folder_, file)
            .replace(/^import \{([^}]*)\} from "\.\/(\w+\.js)";$/gm, (_, names, from) => {
                this.add(from);
                return `const {${names}} = ${bundle.variable_(from)};`;
            })
            .replace(/^export (function|class|const) (\w+)/gm, (_, kind, name) => {
                exported.push(name);
                return `${kind} ${name}`;
            });
        if (/^\s*(import|export)\b/m.test(body)) {
            throw new Error(
                `${file} has an import or export of a form that build.mjs does not know`,
            );
        }
        this.done_.delete(file); // what it imports comes before it
        this.done_.set(
            file,
            `const ${bundle.variable_(file)} = (() => {\n${body}\nreturn {${exported.join(", ")}};\n})();\n`,
        );
    }

    has(file) {
        return this.done_.has(file);
    }

    text() {
        return `"use strict";\n{\n${[...this.done_.values()].join("\n")}}\n`;
    }

    static variable_(file) {
        return `module_${file.replace(".js", "")}`;
    }
}

function page_script() {
    const scripts = join(here, "scripts");
    const all = new bundle(scripts);
    all.add("page.js");
    const unused = readdirSync(scripts).filter((file) => !all.has(file));
    if (unused.length > 0) throw new Error(`nothing imports ${unused.join(", ")}`);
    const text = all.text();
    new Script(text, {filename: "page.js"}); // throws where it is no JavaScript
    return text;
}

function checked_inline(name, text) {
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} can't stand inside HTML`);
    return text.trim();
}

function page(modules) {
    const uplot = join(modules, "uplot");
    const licence = text_of(uplot, "LICENSE").trim();
    const parts = {
        NOTICE: `The report page of ebb replay, with uPlot, which is under this licence:\n\n${licence}`,
        UPLOT_CSS: checked_inline("uPlot's style sheet", text_of(uplot, "dist", "uPlot.min.css")),
        UPLOT_JS: checked_inline("uPlot", text_of(uplot, "dist", "uPlot.iife.min.js")),
        UPLOT_VERSION: JSON.parse(text_of(uplot, "package.json")).version,
        UPLOT_COPYRIGHT: /^Copyright.*$/m.exec(licence)[0].replace("(c)", "©"),
        PAGE_CSS: checked_inline("page.css", text_of(here, "page.css")),
        PAGE_JS: checked_inline("the page's script", page_script()),
    };
    const built = text_of(here, "page.html").replace(
        /@([A-Z_]+)@/g,
        (whole, name) => parts[name] ?? whole,
    );
    if (built.split(placeholder).length !== 2) {
        throw new Error(`the page has to have its placeholder ${placeholder} once`);
    }
    return built;
}

// Numbers, because compilers limit the length of string literals.
function as_cpp(text) {
    const bytes = [...Buffer.from(text, "utf8")];
    const lines = [];
    for (let begin = 0; begin < bytes.length; begin += 32) {
        lines.push(bytes.slice(begin, begin + 32).join(",") + ",");
    }
    return `// Made by replay/page/build.mjs.
#include "page/asset.hpp"

namespace replay {

namespace {

constexpr unsigned char bytes[] = {
${lines.join("\n")}
};

} // namespace

std::string_view page_asset() noexcept {
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

} // namespace replay
`;
}

const [modules, output, report] = process.argv.slice(2);
if (output === undefined) {
    console.error("usage: node build.mjs MODULES OUTPUT [REPORT]");
    process.exit(2);
}
try {
    let text = page(modules);
    if (report !== undefined) {
        const json = JSON.stringify(JSON.parse(readFileSync(report, "utf8")));
        text = text.replace(placeholder, () => json.replaceAll("<", "\\u003c"));
    }
    writeFileSync(output, output.endsWith(".cpp") ? as_cpp(text) : text);
} catch (error) {
    console.error(`build.mjs: ${error.message}`);
    process.exit(1);
}
