/**
 * Complianz's category of marketing (SPECS §9.3), where the site's list names us.
 *
 * Its function answers yes before any choice in some regions; its cookie holds a choice
 * or nothing. The event, the cookie and the function must agree.
 */

import { cookie, ourName, tellAt, teller, whenThere } from "./says.ts";

const page = window as unknown as {
  readonly complianz?: { readonly prefix?: string };
  cmplz_has_consent?(category: string): boolean;
};
const category = ourName("marketing");
let denied = false;

const tell = teller("complianz", () => {
  const has = page.cmplz_has_consent;
  const kept = has && cookie(`${page.complianz?.prefix ?? "cmplz_"}${category}`);
  if (!kept) return denied ? { choice: "no" } : null;
  return { choice: kept === "allow" && !denied && has(category) ? "yes" : "no" };
});

document.addEventListener("cmplz_status_change", (event) => {
  const told = (event as CustomEvent<{ category?: string; value?: string } | null>).detail;
  if (told?.category !== category) return;
  denied = told.value !== "allow";
  tell();
});
tellAt(document, ["cmplz_fire_categories", "cmplz_revoke"], tell);
whenThere(
  () => page.cmplz_has_consent,
  () => tell(),
);
