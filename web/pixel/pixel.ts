/** The pixel: waits for the site's consent signal, then reports visits to the pool. */

import { type SignalPage, saysGpc } from "../contract/signal.ts";
import { choices } from "./choices.ts";
import { filmOf } from "./film.ts";
import { onceShown, watch } from "./navigation.ts";
import { pageOf } from "./page.ts";
import { poolAt } from "./pool.ts";
import { sources } from "./signals/index.ts";
import { type Site, siteOf } from "./site.ts";
import { visits } from "./visits.ts";

function start(site: Site): void {
  const pool = poolAt(site.pool, site.key);
  const heard = choices(
    {
      site: site.key,
      pool,
      // Where storage is forbidden this throws, and the pixel does nothing at all.
      store: window.localStorage,
      gpc: saysGpc(navigator),
      now: Date.now,
    },
    () => reported.seen(),
  );
  const reported = visits(
    site,
    pool,
    { page: () => pageOf(location), film: () => filmOf(document, site.film) },
    heard,
  );
  watch(window, reported.seen, () => {
    reported.again();
    reported.seen();
  });
  for (const source of sources) {
    source(window as SignalPage, (signal) => void heard.hear(signal));
  }
}

function ownTag(): HTMLScriptElement | null {
  const tag =
    (document.currentScript as HTMLScriptElement | null) ||
    document.querySelector<HTMLScriptElement>('script[src*="/pixel.js?site="]');
  // A site that embeds the pixel twice is counted once.
  if (!tag || document.querySelector("script[data-toile-on=pixel]")) return null;
  tag.dataset.toileOn = "pixel";
  return tag;
}

try {
  const tag = ownTag();
  const site = tag && siteOf(tag);
  if (site) {
    onceShown(document, () => {
      try {
        start(site);
      } catch {
        // Never trouble the page.
      }
    });
  }
} catch {
  // Never trouble the page.
}
