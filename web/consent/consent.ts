/** The banner for sites that have none: Orejime, with the words that the pool needs. */

import { type SignalPage, announce, saysGpc } from "../contract/signal.ts";
import type { BannerSite } from "../contract/wire.ts";
import { DAYS, PURPOSE, remembered, written } from "./choice.ts";
import { completeLayers, decideAtOnce } from "./layers.ts";
import { type Config, load } from "./orejime.ts";
import { addStyle } from "./style.ts";
import { type Language, TEXTS, type Texts, languageOf, versionOf } from "./texts.ts";

declare global {
  interface Window {
    toileSite?: BannerSite;
  }
}

function start(site: BannerSite, language: Language): void {
  const texts = TEXTS[language];
  const version = versionOf(language, site.text_version);
  const say = (yes: boolean, fresh: boolean): void =>
    announce(window as SignalPage, {
      choice: yes ? "yes" : "no",
      fresh,
      tool: "orejime",
      tool_version: OREJIME_VERSION,
      text_version: version,
      language,
    });
  if (saysGpc(navigator)) {
    // The browser has answered; asking again would only tire.
    say(false, false);
    return;
  }
  addStyle();
  const root = region(texts);
  const { manager, prompt } = load(config(site, texts, version, root));
  manager.on("update", (_changed, all) => say(all[PURPOSE] === true, true));
  decideAtOnce(root);
  root.append(choicesButton(texts, prompt));
  completeLayers(root, site, texts);
  if (!manager.isDirty()) say(manager.getConsent(PURPOSE) === true, false);
}

function config(
  site: BannerSite,
  texts: Texts,
  version: string,
  root: HTMLElement,
): Config {
  const description = texts.description.replace("{site}", site.name);
  return {
    privacyPolicyUrl: site.privacy_url || "/",
    purposes: [{ id: PURPOSE, title: texts.title, cookies: [] }],
    orejimeElement: root,
    cookie: {
      name: "orejime",
      duration: DAYS,
      sameSite: "lax",
      stringify: (consents) => written(consents, version),
      parse: (cookie) => remembered(cookie, version),
    },
    translations: {
      banner: {
        description,
        accept: texts.accept,
        acceptTitle: "",
        decline: texts.decline,
        declineTitle: "",
      },
      modal: {
        title: texts.title,
        description,
        acceptAll: texts.accept,
        declineAll: texts.decline,
        close: texts.close,
        closeTitle: texts.close,
      },
      misc: {},
    },
  };
}

/** A landmark, so that the banner is found by who moves from region to region. */
function region(texts: Texts): HTMLElement {
  const element = document.createElement("section");
  element.id = "toile-consent";
  element.setAttribute("aria-label", texts.region);
  document.body.prepend(element);
  return element;
}

function choicesButton(texts: Texts, open: () => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toile-Choices";
  button.textContent = texts.choices;
  button.addEventListener("click", () => open());
  return button;
}

const said = (document.currentScript as HTMLElement | null)?.dataset.lang;

function whenReady(): void {
  const site = window.toileSite;
  if (!site) return;
  try {
    start(site, languageOf(said, document.documentElement.lang));
  } catch {
    // Without a banner nobody is asked, so nothing is collected.
  }
}

// Orejime makes itself known on the same event, a listener earlier.
if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", whenReady);
} else {
  whenReady();
}
