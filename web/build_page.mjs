// Puts a page into one file that needs no other: markup, styles, uPlot, the page's modules, which
// esbuild joins.

import {readFileSync, readdirSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";

const shared = dirname(fileURLToPath(import.meta.url));

function text_of(...parts) {
    return readFileSync(join(...parts), "utf8");
}

// The oldest browsers that pages are for: the first that have AbortSignal.any(), which inspect/page
// calls. esbuild rewrites syntax that is newer than they are; functions that they lack stay missing.
const browsers = ["chrome116", "firefox124", "safari17.4"];

// The page's modules as one. It is not minified, so that developer tools show what is written here.
function page_script(folder, modules) {
    const {buildSync} = createRequire(import.meta.url)(resolve(modules, "esbuild"));
    const {outputFiles, metafile} = buildSync({
        absWorkingDir: folder, // where paths in the output start, so that none is the machine's
        entryPoints: ["scripts/page.js"],
        bundle: true,
        charset: "utf8",
        format: "esm",
        metafile: true,
        target: browsers,
        write: false,
    });
    const unused = readdirSync(join(folder, "scripts")).filter(
        (file) => !(`scripts/${file}` in metafile.inputs),
    );
    if (unused.length > 0) throw new Error(`nothing imports ${unused.join(", ")}`);
    return outputFiles[0].text;
}

function checked_inline(name, text) {
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} can't stand inside HTML`);
    return text.trim();
}

// `folder` has page.html, the style sheets named, and scripts/page.js, which imports the others;
// `modules` is where npm put uPlot and esbuild. `title` says whose page it is, in the notice at its
// top.
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
        PAGE_JS: checked_inline("the page's script", page_script(folder, modules)),
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
