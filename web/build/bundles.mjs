/** Build every script; deterministic, so that a committed bundle can be compared. */

import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const web = fileURLToPath(new URL("..", import.meta.url));
export const committed = join(web, "../src/toile/edge/bundles");

/** The adapters of consent tools: each its own script, loaded where a site has the tool. */
export const adapters = [
  ...["auto", "axeptio", "complianz", "cookiebot", "cookieyes", "didomi"],
  ...["google-consent-mode", "onetrust", "orejime", "tarteaucitron", "tcf", "wix"],
  "wp-consent-api",
];

const orejime = JSON.parse(
  await readFile(join(web, "node_modules/orejime/package.json"), "utf8"),
);

export const options = {
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  loader: { ".css": "text" },
  define: { OREJIME_VERSION: JSON.stringify(orejime.version) },
  absWorkingDir: web,
  logLevel: "warning",
};

/** Whatever a tool is made of, the page hears no error of ours. */
const CALM = { banner: "try{", footer: "}catch{}" };

const scripts = {
  "pixel.js": { entry: "pixel/pixel.ts" },
  "consent.js": {
    entry: "consent/consent.ts",
    banner: `/*! Contains Orejime ${orejime.version} (BSD-3-Clause), Preact and js-cookie (MIT): see consent.NOTICE.txt */`,
  },
  "tag.js": { entry: "adtag/tag.ts" },
  ...Object.fromEntries(
    adapters.map((name) => [`adapters/${name}.js`, { entry: `adapters/${name}.ts`, ...CALM }]),
  ),
};

/** The built text of an entry point. */
async function bundle(entry, banner, footer) {
  const result = await build({
    ...options,
    entryPoints: [entry],
    write: false,
    ...(banner && { banner: { js: banner } }),
    ...(footer && { footer: { js: footer } }),
  });
  return result.outputFiles[0].text;
}

/** The creative's page: one file, its style and script inside. */
async function frame() {
  const script = await bundle("adtag/frame/frame.ts");
  const css = await build({
    ...options,
    entryPoints: ["adtag/frame/frame.css"],
    loader: {},
    write: false,
  });
  const page = await readFile(join(web, "adtag/frame/frame.html"), "utf8");
  return page
    .replace("{{style}}", () => css.outputFiles[0].text.trim())
    .replace("{{script}}", () => script.trim());
}

/** Write all bundles into a folder. */
export async function buildInto(folder) {
  await mkdir(join(folder, "adapters"), { recursive: true });
  for (const [name, { entry, banner, footer }] of Object.entries(scripts)) {
    await writeFile(join(folder, name), await bundle(entry, banner, footer));
  }
  await writeFile(join(folder, "frame.html"), await frame());
  await copyFile(join(web, "consent/NOTICE.txt"), join(folder, "consent.NOTICE.txt"));
  await copyFile(join(web, "adtag/why.svg"), join(folder, "why.svg"));
}
