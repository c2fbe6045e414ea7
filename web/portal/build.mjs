// Builds what the portal serves: its styles, its scripts, its font, each with its
// compressed copy. Run by `npm run build:portal`; the results are committed, so that
// running the portal needs Python alone.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { built } from "./built.mjs";

const committed = "../src/toile/portal/ui/static/ui";
const out = process.argv[2] ?? committed;

mkdirSync(`${out}/fonts`, { recursive: true });
copyFileSync(
  "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  `${out}/fonts/inter-latin.woff2`,
);
execFileSync(
  process.execPath,
  [
    "node_modules/@tailwindcss/cli/dist/index.mjs",
    ...["--input", "portal/theme.css", "--output", `${out}/portal.css`, "--minify"],
  ],
  { stdio: ["ignore", "ignore", "inherit"] },
);
await build({
  entryPoints: {
    portal: "portal/main.ts",
    charts: "portal/charts.ts",
    map: "portal/map.ts",
    passkeys: "portal/passkeys.ts",
  },
  outdir: out,
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  loader: { ".png": "dataurl" },
});
if (out !== committed) copyFileSync(`${committed}/departements.json`, `${out}/departements.json`);
for (const name of built.filter((one) => !one.endsWith(".woff2"))) {
  writeFileSync(`${out}/${name}.gz`, gzipSync(readFileSync(`${out}/${name}`), { level: 9 }));
}
