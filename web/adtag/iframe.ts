/** The creative's iframe: locked away from the page (SPECS §5.2). */

import type { AdAnswer } from "../contract/wire.ts";

export function iframeFor(ad: AdAnswer): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.setAttribute(
    "sandbox",
    "allow-scripts allow-popups allow-popups-to-escape-sandbox",
  );
  frame.allow = "autoplay";
  frame.title = ad.label;
  frame.loading = "eager";
  frame.width = String(ad.width);
  frame.height = String(ad.height);
  Object.assign(frame.style, {
    display: "block",
    border: "0",
    width: `${ad.width}px`,
    height: "auto",
    maxWidth: "100%",
    aspectRatio: `${ad.width} / ${ad.height}`,
  });
  frame.src = ad.frame;
  return frame;
}
