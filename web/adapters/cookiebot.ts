/** Cookiebot's category of marketing (SPECS §9.3), where the site's list names us. */

import { ourName, tellAt, teller, whenThere } from "./says.ts";

interface Cookiebot {
  readonly hasResponse?: boolean;
  readonly declined?: boolean;
  readonly consent: Readonly<Record<string, unknown>>;
}

const page = window as unknown as { readonly Cookiebot?: Cookiebot };
const category = ourName("marketing");

const tell = teller("cookiebot", () => {
  const tool = page.Cookiebot;
  if (!tool?.hasResponse) return null;
  const yes =
    tool.consent[category] === true &&
    // "implied" is a yes that nobody gave.
    tool.consent.method !== "implied" &&
    tool.declined !== true;
  return { choice: yes ? "yes" : "no" };
});

tellAt(
  window,
  [
    "CookiebotOnDialogDisplay",
    "CookiebotOnConsentReady",
    "CookiebotOnAccept",
    "CookiebotOnDecline",
  ],
  tell,
);
whenThere(
  () => page.Cookiebot?.consent,
  () => tell(),
);
