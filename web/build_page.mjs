// Puts a page into one file that needs no other: markup, styles, uPlot, the page's modules.

import {readFileSync, readdirSync} from "node:fs";
import {basename, dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {Script} from "node:vm";

const shared = dirname(fileURLToPath(import.meta.url));

function text_of(...parts) {
    return readFileSync(join(...parts), "utf8");
}

// Scripts in one file can't import each other, so each module becomes a function that returns what
// it exports. Only the plain forms are understood: import {a, b} from "./c.js", export function,
// class or const. Modules of different folders have different names.
class bundle {
    constructor() {
        this.done_ = new Map(); // text by path; nothing while its imports are read
    }

    add(path) {
        if (this.done_.has(path)) {
            if (this.done_.get(path) === null)
                throw new Error(`${path} imports itself in a circle`);
            return;
        }
        this.done_.set(path, null);
        const exported = [];
        const body = text_of(path)
            .replace(/^import \{([^}]*)\} from "(\.[\w./]*\.js)";$/gm, (_, names, from) => {
                const imported = resolve(dirname(path), from);
                this.add(imported);
                return `const {${names}} = ${bundle.variable_(imported)};`;
            })
            .replace(/^export ((?:async )?function|class|const) (\w+)/gm, (_, kind, name) => {
                exported.push(name);
                return `${kind} ${name}`;
            });
        if (/^\s*(import|export)\b/m.test(body)) {
            throw new Error(`${path} has an import or export of a form that is not understood`);
        }
        this.done_.delete(path); // what it imports comes before it
        const made = `(() => {\n${body}\nreturn {${exported.join(", ")}};\n})()`;
        this.done_.set(path, `const ${bundle.variable_(path)} = ${made};\n`);
    }

    has(path) {
        return this.done_.has(path);
    }

    text() {
        return `"use strict";\n{\n${[...this.done_.values()].join("\n")}}\n`;
    }

    static variable_(path) {
        return `module_${basename(path, ".js")}`;
    }
}

function page_script(folder) {
    const scripts = join(folder, "scripts");
    const all = new bundle();
    all.add(join(scripts, "page.js"));
    const unused = readdirSync(scripts).filter((file) => !all.has(join(scripts, file)));
    if (unused.length > 0) throw new Error(`nothing imports ${unused.join(", ")}`);
    const text = all.text();
    new Script(text, {filename: "page.js"}); // throws where it is no JavaScript
    return text;
}

function checked_inline(name, text) {
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} can't stand inside HTML`);
    return text.trim();
}

// `folder` has page.html, the style sheets named, and scripts/page.js, which imports the others;
// `modules` is where npm put uPlot. `title` says whose page it is, in the notice at its top.
export function page_text({folder, modules, title, styles}) {
    const uplot = join(modules, "uplot");
    const licence = text_of(uplot, "LICENSE").trim();
    const css = [
        text_of(shared, "base.css"),
        text_of(shared, "plots.css"),
        ...styles.map((file) => text_of(folder, file)),
    ];
    const parts = {
        NOTICE: `${title}, with uPlot, which is under this licence:\n\n${licence}`,
        UPLOT_CSS: checked_inline("uPlot's style sheet", text_of(uplot, "dist", "uPlot.min.css")),
        UPLOT_JS: checked_inline("uPlot", text_of(uplot, "dist", "uPlot.iife.min.js")),
        UPLOT_VERSION: JSON.parse(text_of(uplot, "package.json")).version,
        UPLOT_COPYRIGHT: /^Copyright.*$/m.exec(licence)[0].replace("(c)", "©"),
        PAGE_CSS: checked_inline("the page's style sheet", css.join("\n")),
        PAGE_JS: checked_inline("the page's script", page_script(folder)),
    };
    return text_of(folder, "page.html").replace(
        /@([A-Z_]+)@/g,
        (whole, name) => parts[name] ?? whole,
    );
}

// Returns: a source file that defines page_asset(), which `header` declares in `space`. Numbers,
// because compilers limit the length of string literals.
export function as_cpp(text, {maker, header, space}) {
    const bytes = [...Buffer.from(text, "utf8")];
    const lines = [];
    for (let begin = 0; begin < bytes.length; begin += 32) {
        lines.push(bytes.slice(begin, begin + 32).join(",") + ",");
    }
    return `// Made by ${maker}.
#include "${header}"

namespace ${space} {

namespace {

constexpr unsigned char bytes[] = {
${lines.join("\n")}
};

} // namespace

std::string_view page_asset() noexcept {
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

} // namespace ${space}
`;
}
