// Fails when what the portal serves is not what its sources (templates among them) give.
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const committed = "../src/toile/portal/ui/static/ui";
/** Bytes, gzipped. */
const budgets = { "portal.css": 20_000, "portal.js": 3_000, "passkeys.js": 1_200 };

const fresh = await mkdtemp(join(tmpdir(), "toile-portal-"));
const faults = [];
try {
  execFileSync(process.execPath, ["portal/build.mjs", fresh], { stdio: "ignore" });
  for (const name of ["portal.css", "portal.js", "passkeys.js", "fonts/inter-latin.woff2"]) {
    const built = await readFile(join(fresh, name));
    const kept = await readFile(join(committed, name)).catch(() => null);
    if (!kept?.equals(built)) {
      faults.push(`${name} is not what the sources give: run npm run build:portal`);
    }
    if (!(name in budgets)) continue;
    const size = gzipSync(built, { level: 9 }).length;
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
