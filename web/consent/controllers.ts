/** The list of controllers, shown where the choice is asked (SPECS §3.1). */

import type { BannerController, BannerSite } from "../contract/wire.ts";
import type { Texts } from "./texts.ts";

interface Named {
  readonly name: string;
  readonly role: keyof Texts["roles"];
  readonly privacy_url: string;
}

export function allControllers(site: BannerSite): readonly Named[] {
  const own: Named = { name: site.name, role: "site", privacy_url: site.privacy_url };
  const others: readonly BannerController[] = site.controllers;
  return [own, ...others];
}

export function controllersElement(site: BannerSite, texts: Texts): HTMLElement {
  const list = document.createElement("ul");
  list.className = "toile-Controllers-list";
  list.append(...allControllers(site).map((each) => item(each, texts)));
  const block = document.createElement("div");
  block.className = "toile-Controllers";
  block.append(texts.controllers, list);
  return block;
}

function item(named: Named, texts: Texts): HTMLElement {
  const element = document.createElement("li");
  element.append(`${named.name} (${texts.roles[named.role]}`);
  if (isWeb(named.privacy_url)) {
    const link = document.createElement("a");
    link.href = named.privacy_url;
    link.textContent = texts.privacyPolicy;
    // "Privacy" five times over says nothing to who hears the links alone.
    link.setAttribute("aria-label", `${texts.privacyPolicy} – ${named.name}`);
    element.append(", ", link);
  }
  element.append(")");
  return element;
}

function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address);
}
