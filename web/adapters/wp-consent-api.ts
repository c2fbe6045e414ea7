/**
 * WP Consent API's category of marketing (SPECS §9.3), where the site's list names us.
 *
 * `wp_has_consent` says yes before any choice where no tool has set the kind of consent;
 * the cookie holds a choice or nothing. The event, the cookie and it must agree.
 */

import { cookie, ourName, teller, whenThere } from "./says.ts";

const page = window as unknown as {
  readonly consent_api?: { readonly cookie_prefix?: string };
  wp_has_consent?(category: string): boolean;
};
const category = ourName("marketing");
let denied = false;

const tell = teller("wp-consent-api", () => {
  const has = page.wp_has_consent;
  const kept =
    has && cookie(`${page.consent_api?.cookie_prefix ?? "wp_consent"}_${category}`);
  if (!kept) return denied ? { choice: "no" } : null;
  return { choice: kept === "allow" && !denied && has(category) ? "yes" : "no" };
});

document.addEventListener("wp_listen_for_consent_change", (event) => {
  const told = (event as CustomEvent<Record<string, unknown> | null>).detail?.[category];
  if (told === undefined) return;
  denied = told !== "allow";
  tell();
});
whenThere(
  () => page.wp_has_consent,
  () => tell(),
);
