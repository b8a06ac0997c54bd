// Puts the report page into one file: node build.mjs MODULES OUTPUT [REPORT]
//
// MODULES is the folder that npm put uplot and esbuild into. An OUTPUT that ends in .cpp defines
// the page for the program (asset.hpp), any other is the page itself, for working on it. REPORT is
// placed in it.

import {readFileSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {fileURLToPath} from "node:url";

import {as_cpp, page_text} from "../../web/build_page.mjs";

const placeholder = '"@EBB_REPLAY_REPORT@"';

function page(modules) {
    const built = page_text({
        folder: dirname(fileURLToPath(import.meta.url)),
        modules,
        title: "The report page of ebb replay",
        styles: ["page.css"],
    });
    if (built.split(placeholder).length !== 2) {
        throw new Error(`the page has to have its placeholder ${placeholder} once`);
    }
    return built;
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
    const made = {maker: "replay/page/build.mjs", header: "page/asset.hpp", space: "replay"};
    writeFileSync(output, output.endsWith(".cpp") ? as_cpp(text, made) : text);
} catch (error) {
    console.error(`build.mjs: ${error.message}`);
    process.exit(1);
}
