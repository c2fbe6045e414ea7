/** `node bundle.mjs FILE`: bundle the TCF tool; run in web/, where its libraries are. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = process.cwd();
const { build } = createRequire(join(web, "package.json"))("esbuild");

await build({
  entryPoints: [fileURLToPath(new URL("tcf_cmp.js", import.meta.url))],
  outfile: process.argv[2],
  bundle: true,
  format: "iife",
  target: "es2020",
  nodePaths: [join(web, "node_modules")],
});
