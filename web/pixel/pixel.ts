/** The pixel: waits for the site's consent signal, then reports visits to the pool. */

import { type SignalPage, hearPage, saysGpc } from "../contract/signal.ts";
import { loadAdapter } from "./adapter.ts";
import { agreed } from "./agreed.ts";
import { choices } from "./choices.ts";
import { filmOf } from "./film.ts";
import { onceShown, watch } from "./navigation.ts";
import { pageOf } from "./page.ts";
import { poolAt } from "./pool.ts";
import { type Site, siteOf } from "./site.ts";
import { visits } from "./visits.ts";

function start(site: Site, tag: HTMLScriptElement): void {
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
  const together = agreed();
  hearPage(window as SignalPage, (signal) => void heard.hear(together(signal)));
  loadAdapter(site, tag);
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
  if (tag && site) {
    onceShown(document, () => {
      try {
        start(site, tag);
      } catch {
        // Never trouble the page.
      }
    });
  }
} catch {
  // Never trouble the page.
}
