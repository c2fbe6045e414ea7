// Builds what the portal serves: its style, its script, its font. Run by
// `npm run build:portal`; the results are committed, so that running needs Python alone.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { build } from "esbuild";

const out = process.argv[2] ?? "../src/toile/portal/ui/static/ui";

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
  entryPoints: { portal: "portal/main.ts", passkeys: "portal/passkeys.ts" },
  outdir: out,
  bundle: true,
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
});
