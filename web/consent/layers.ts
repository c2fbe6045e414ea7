/** Complete Orejime's two layers: title, controllers, and choices of one click. */

import type { BannerSite } from "../contract/wire.ts";
import { controllersElement } from "./controllers.ts";
import type { Texts } from "./texts.ts";

/**
 * Orejime draws its layers when it likes and has no place for a list with links, so
 * what is missing is added whenever a layer appears.
 */
export function completeLayers(root: HTMLElement, site: BannerSite, texts: Texts): void {
  const complete = (): void => {
    const banner = root.querySelector(".orejime-Banner-text");
    if (banner && !banner.querySelector(".toile-Controllers")) {
      banner.prepend(title(texts));
      banner.append(controllersElement(site, texts));
      favourNeither(root.querySelector<HTMLElement>(".orejime-Banner"));
    }
    const modal = root.querySelector(".orejime-Modal-header");
    if (modal && !modal.querySelector(".toile-Controllers")) {
      modal.append(controllersElement(site, texts));
    }
    root.toggleAttribute("data-asking", Boolean(banner ?? modal));
  };
  new MutationObserver(complete).observe(root, { childList: true, subtree: true });
  complete();
}

function title(texts: Texts): HTMLElement {
  const element = document.createElement("p");
  element.className = "toile-Title";
  element.textContent = texts.title;
  return element;
}

/** In the modal too one click decides: taking back is as easy as giving. */
export function decideAtOnce(root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (!target.closest(".orejime-PurposeToggles-button")) return;
    target.closest(".orejime-Modal")?.querySelector("form")?.requestSubmit();
  });
}

/**
 * Orejime focuses its first button, "Accepter", soon after it has drawn; a ring around
 * one of two is a nudge. The banner itself takes that first focus instead.
 */
function favourNeither(banner: HTMLElement | null): void {
  if (!banner) return;
  const take = (): void => {
    banner.tabIndex = -1;
    banner.focus({ preventScroll: true });
  };
  if (banner.contains(document.activeElement)) take();
  else banner.addEventListener("focusin", take, { once: true });
}
