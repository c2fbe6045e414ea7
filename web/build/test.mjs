/** `npm test`: bundle each *.test.ts and run them with Node's own runner. */

import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { besidePrebid } from "../prebid/beside.mjs";
import { options, web } from "./bundles.mjs";

const folders = ["contract", "pixel", "adapters", "consent", "adtag", "prebid"];
const tests = [];
for (const folder of folders) {
  for (const name of await readdir(join(web, folder), { recursive: true })) {
    if (name.endsWith(".test.ts")) tests.push(join(folder, name));
  }
}
const out = await mkdtemp(join(tmpdir(), "toile-web-test-"));
await build({
  ...options,
  entryPoints: tests,
  outdir: out,
  outExtension: { ".js": ".mjs" },
  format: "esm",
  platform: "node",
  target: "node20",
  minify: false,
  sourcemap: "inline",
  plugins: [besidePrebid(join(web, "node_modules/prebid.js"))],
});
const built = (await readdir(out, { recursive: true }))
  .filter((name) => name.endsWith(".mjs"))
  .map((name) => join(out, name));
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...built], {
  stdio: "inherit",
});
await rm(out, { recursive: true });
process.exitCode = run.status ?? 1;
