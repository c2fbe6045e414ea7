/** The creative's own page: shows the ad and reports what was shown. */

import type { FrameAd } from "../../contract/wire.ts";
import { draw } from "./draw.ts";
import type { Teaser } from "./teaser.ts";
import { addTeaser } from "./video.ts";
import { neededRatio, viewability } from "./viewable.ts";

declare const toileAd: FrameAd | null;

const STEPS = [0, 0.25, 0.3, 0.5, 0.75, 1];

/** Images alone carry the reports: the page may connect to nothing else. */
function load(address: string): void {
  new Image().src = address;
}

function start(ad: FrameAd): void {
  document.title = ad.label;
  const { root, poster, art } = draw(ad);
  const running = ad.teaser && addTeaser(ad, ad.teaser, root, art, load);
  document.body.append(root);
  const begun = (): void => {
    load(ad.impression_url);
    observe(ad, root, running);
  };
  if (poster.complete && poster.naturalWidth > 0) begun();
  else poster.addEventListener("load", begun, { once: true });
}

function observe(ad: FrameAd, root: HTMLElement, running: Teaser | null): void {
  const needed = neededRatio(window.innerWidth, window.innerHeight);
  const seen = viewability(needed, window, () => load(ad.view_url));
  let ratio = 0;
  const update = (): void => {
    const shown = document.visibilityState === "visible";
    seen.update(ratio, shown);
    running?.update(ratio, shown);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      ratio = entries[entries.length - 1]?.intersectionRatio ?? 0;
      update();
    },
    { threshold: STEPS },
  );
  observer.observe(root);
  document.addEventListener("visibilitychange", update);
}

// In a pop-up the keys go to the frame; the page that opened it must hear of Escape.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") window.parent.postMessage("toile:close", "*");
});

if (toileAd) start(toileAd);
