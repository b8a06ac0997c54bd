// Puts the page of ebb::inspect into one file: node build.mjs MODULES OUTPUT
//
// MODULES is the folder that npm put uplot and esbuild into. An OUTPUT that ends in .cpp defines
// the page for the library (page_asset.hpp), any other is the page itself, for working on it.

import {writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {fileURLToPath} from "node:url";

import {as_cpp, page_text} from "../../web/build_page.mjs";

const [modules, output] = process.argv.slice(2);
if (output === undefined) {
    console.error("usage: node build.mjs MODULES OUTPUT");
    process.exit(2);
}
try {
    const text = page_text({
        folder: dirname(fileURLToPath(import.meta.url)),
        modules,
        title: "The page of ebb::inspect",
        styles: ["page.css", "heat_map.css"],
    });
    const made = {
        maker: "inspect/page/build.mjs",
        header: "page_asset.hpp",
        space: "ebb::inspect",
    };
    writeFileSync(output, output.endsWith(".cpp") ? as_cpp(text, made) : text);
} catch (error) {
    console.error(`build.mjs: ${error.message}`);
    process.exit(1);
}
