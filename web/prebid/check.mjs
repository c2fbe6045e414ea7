/** `npm run check:prebid`: what our adapter adds to a publisher's Prebid.js. */

import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import { options } from "../build/bundles.mjs";

/** Bytes, gzipped: the adapter alone, for the rest is in every Prebid.js. */
const budget = 2_048;

const built = await build({
  ...options,
  entryPoints: ["prebid/modules/toileBidAdapter.ts"],
  format: "esm",
  external: ["../src/*", "../libraries/*"],
  write: false,
});
const size = gzipSync(built.outputFiles[0].contents, { level: 9 }).length;
console.log(`toileBidAdapter: ${size} of ${budget} bytes, gzipped`);
if (size > budget) {
  console.error(`toileBidAdapter has ${size} bytes, ${budget} are allowed`);
  process.exitCode = 1;
}
