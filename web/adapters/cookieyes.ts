/** CookieYes' category of advertisement (SPECS §9.3), where the site's list names us. */

import { ourName, tellAt, teller, whenThere } from "./says.ts";

interface Consent {
  readonly isUserActionCompleted?: boolean;
  readonly categories?: Readonly<Record<string, unknown>>;
}

const page = window as unknown as { getCkyConsent?(): Consent };
const category = ourName("advertisement");
let denied = false;

const tell = teller("cookieyes", () => {
  const consent = page.getCkyConsent?.();
  if (consent?.isUserActionCompleted !== true) return denied ? { choice: "no" } : null;
  return { choice: consent.categories?.[category] === true && !denied ? "yes" : "no" };
});

document.addEventListener("cookieyes_consent_update", (event) => {
  const told = (event as CustomEvent<{ accepted?: unknown } | null>).detail;
  const accepted = told?.accepted;
  denied = !(Array.isArray(accepted) && accepted.includes(category));
  tell();
});
tellAt(document, ["cookieyes_banner_load"], tell);
whenThere(
  () => page.getCkyConsent,
  () => tell(),
);
