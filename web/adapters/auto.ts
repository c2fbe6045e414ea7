/**
 * `data-consent="auto"`: hear whatever tool is there and knows us by name.
 *
 * Tools that only know categories are left out: whether our name and purpose are in
 * their list (SPECS §9.3) cannot be seen from here, so the site must say so by naming
 * the tool. A wrong guess grants nothing: an adapter that finds no question about us
 * stays silent.
 */

import { whenThere } from "./says.ts";
import { findApi } from "./tcf-api.ts";

const page = window as unknown as Readonly<Record<string, unknown>>;

const THERE: Readonly<Record<string, () => unknown>> = {
  tcf: findApi,
  tarteaucitron: () => page.tarteaucitron,
  // The banner of Toile is an Orejime as well, and speaks for itself.
  orejime: () => page.orejime && !page.toileSite,
  axeptio: () => page.axeptioSettings || page.axeptioSDK,
  didomi: () => page.Didomi || page.didomiConfig,
};

const own = document.currentScript as HTMLScriptElement | null;

if (own) {
  for (const [tool, there] of Object.entries(THERE)) {
    whenThere(there, () => {
      const script = document.createElement("script");
      script.src = own.src.replace(/auto\.js/, `${tool}.js`);
      script.crossOrigin = "anonymous";
      script.nonce = own.nonce;
      Object.assign(script.dataset, { ...own.dataset });
      document.head.append(script);
    });
  }
}
