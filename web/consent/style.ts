/** Orejime's own style, and ours over it. */

import orejime from "orejime/dist/orejime-standard.css";
import ours from "./consent.css";

export function addStyle(): void {
  const css = orejime + ours;
  try {
    // Holds under a Content-Security-Policy without 'unsafe-inline', too.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    const element = document.createElement("style");
    element.textContent = css;
    document.head.append(element);
  }
}
