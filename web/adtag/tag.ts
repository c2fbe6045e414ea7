/** The tag of publisher pages: fills places with ads as far as the visitor agrees. */

import { type SignalPage, hearPage } from "../contract/signal.ts";
import type { AdAnswer } from "../contract/wire.ts";
import { type Ask, adsAt } from "./answer.ts";
import { watchConsent } from "./consent.ts";
import { openDialog } from "./dialog.ts";
import { iframeFor } from "./iframe.ts";
import { inserts } from "./insert.ts";
import { popup } from "./popup.ts";
import { watchTriggers } from "./triggers.ts";

const INSERTS = '[data-toile]:not([data-toile-format="popup"])';
const POPUPS = '[data-toile][data-toile-format="popup"]';

function start(ask: Ask): void {
  const popups = popup({
    ask,
    store: () => window.localStorage,
    now: Date.now,
    consents: () => consent.now() === "yes",
    free: () =>
      document.visibilityState === "visible" && !document.querySelector("dialog[open]"),
    watch: (fired) => watchTriggers(window, fired),
    open: openDialog,
  });
  const places = inserts(ask, (place, ad) => show(place, ad));

  function show(place: Element, ad: AdAnswer): void {
    // A pop-up that the page forgot to mark still never opens at load.
    if (ad.format === "popup") {
      popups.arm(place.getAttribute("data-toile") ?? "", ad);
    } else {
      place.replaceChildren(iframeFor(ad));
    }
  }

  function scan(): void {
    const known = consent.now();
    if (known === "unknown") return;
    void places.fill(document.querySelectorAll(INSERTS), known === "yes");
    const place = document.querySelector(POPUPS);
    if (place && known === "yes") popups.arm(place.getAttribute("data-toile") ?? "");
  }

  // A signal heard at once must find the rest of this function done.
  const soon = (): void => queueMicrotask(scan);
  const consent = watchConsent(window as SignalPage & Window, hearPage, soon);
  document.addEventListener("toile:scan", scan);
}

const tag =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/tag.js"]');

// A page that embeds the tag twice shows each ad once.
if (tag && !document.querySelector("script[data-toile-on=tag]")) {
  tag.setAttribute("data-toile-on", "tag");
  const begin = (): void => start(adsAt(new URL(".", tag.src).href.slice(0, -1)));
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
}
