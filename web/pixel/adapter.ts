/** Load the adapter of the site's consent tool, which says the page signal for it. */

import type { Site } from "./site.ts";

/** Needs nothing of the tool: whoever never speaks has said no. */
export function loadAdapter(site: Site, tag: HTMLScriptElement): void {
  if (!site.consent) return;
  const script = document.createElement("script");
  script.src = `${site.pool}/adapters/${site.consent}.js`;
  // As with the site's own line: no cookie travels before a yes.
  script.crossOrigin = "anonymous";
  script.nonce = tag.nonce;
  // Our name in the tool, and whatever keeps the tool from holding scripts back.
  Object.assign(script.dataset, { ...tag.dataset });
  document.head.append(script);
}
