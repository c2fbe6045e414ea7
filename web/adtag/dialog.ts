/** The pop-up's dialog: modal, labelled, and closed in every way people try. */

import type { AdAnswer } from "../contract/wire.ts";
import { iframeFor } from "./iframe.ts";
import style from "./dialog.css";

const CLOSE = "Fermer la publicité";
const BAR_PX = 52;

export function openDialog(ad: AdAnswer): void {
  // A shadow tree, so that neither style reaches the other.
  const host = document.createElement("div");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];

  const frame = iframeFor(ad);
  const button = closeButton();
  const bar = document.createElement("div");
  bar.className = "bar";
  bar.append(labelOf(ad), button);
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", ad.label);
  dialog.append(bar, frame);
  const ratio = ad.width / ad.height;
  frame.style.width = `min(${ad.width}px, 92vw, calc((86vh - ${BAR_PX}px) * ${ratio}))`;

  const close = (): void => dialog.close();
  const told = (event: MessageEvent): void => {
    if (event.source === frame.contentWindow && event.data === "toile:close") close();
  };
  button.addEventListener("click", close);
  // Only a click on the backdrop has the dialog itself as its target.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  window.addEventListener("message", told);
  // The browser itself gives the focus back to where it was.
  dialog.addEventListener("close", () => {
    window.removeEventListener("message", told);
    host.remove();
  });

  shadow.append(dialog);
  document.body.append(host);
  dialog.showModal();
  button.focus();
}

function labelOf(ad: AdAnswer): HTMLElement {
  const label = document.createElement("span");
  // The frame names the advertiser as well: here "Publicité" is enough.
  label.textContent = ad.label.split(" – ", 1)[0] ?? ad.label;
  return label;
}

function closeButton(): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = CLOSE;
  return button;
}
