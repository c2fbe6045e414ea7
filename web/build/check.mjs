/** `npm run check`: size budgets, and committed bundles equal to a fresh build. */

import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { adapters, buildInto, committed } from "./bundles.mjs";

/** Bytes, gzipped. The pixel's is promised in DESIGN §6. */
const adapter = 1024;
const budgets = {
  "pixel.js": 4096,
  "consent.js": 45_000,
  "tag.js": 6144,
  "frame.html": 10_240,
  ...Object.fromEntries(adapters.map((name) => [`adapters/${name}.js`, adapter])),
  "adapters/tcf.js": 1536,
};

const faults = [];
const fresh = await mkdtemp(join(tmpdir(), "toile-web-"));
try {
  await buildInto(fresh);
  for (const entry of await readdir(fresh, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = relative(fresh, join(entry.parentPath, entry.name));
    const built = await readFile(join(fresh, name));
    const kept = await readFile(join(committed, name)).catch(() => null);
    if (!kept?.equals(built)) {
      faults.push(`${name} is not what the sources give: run npm run build, commit it`);
    }
    const budget = budgets[name];
    if (!budget) continue;
    const size = gzipSync(built, { level: 9 }).length;
    console.log(`${name}: ${size} of ${budget} bytes, gzipped`);
    if (size > budget) faults.push(`${name} has ${size} bytes, ${budget} are allowed`);
  }
} finally {
  await rm(fresh, { recursive: true });
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length ? 1 : 0;
