/** `node prebid/bundle.mjs FILE`: build a publisher's Prebid.js into a file. */

import { build } from "esbuild";
import { join } from "node:path";
import { options, web } from "../build/bundles.mjs";
import { besidePrebid } from "./beside.mjs";

await build({
  ...options,
  entryPoints: ["prebid/prebid.ts"],
  outfile: process.argv[2],
  plugins: [besidePrebid(join(web, "node_modules/prebid.js"))],
});
