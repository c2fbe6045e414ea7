// Fails when what the portal serves is not what its sources (templates among them) give.
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { budgets, built } from "./built.mjs";

const committed = "../src/toile/portal/ui/static/ui";
const fresh = await mkdtemp(join(tmpdir(), "toile-portal-"));
const faults = [];
try {
  execFileSync(process.execPath, ["portal/build.mjs", fresh], { stdio: "ignore" });
  for (const name of built) {
    const made = await readFile(join(fresh, name));
    const kept = await readFile(join(committed, name)).catch(() => null);
    const packed = name.endsWith(".woff2")
      ? made
      : await readFile(join(committed, `${name}.gz`)).then(gunzipSync, () => null);
    if (!kept?.equals(made) || !packed?.equals(made)) {
      faults.push(`${name} is not what the sources give: run npm run build:portal`);
    }
    if (!(name in budgets)) continue;
    const size = gzipSync(made, { level: 9 }).length;
    console.log(`${name}: ${size} of ${budgets[name]} bytes, gzipped`);
    if (size > budgets[name]) {
      faults.push(`${name} has ${size} bytes, ${budgets[name]} are allowed`);
    }
  }
} finally {
  await rm(fresh, { recursive: true });
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length ? 1 : 0;
