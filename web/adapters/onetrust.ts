/**
 * OneTrust's group of targeting (SPECS §9.3), where the site's list names us.
 *
 * Groups are told with each page, also before a choice: only a closed notice says that
 * there was one. The event's groups and the global ones must agree.
 */

import { ourName, teller, whenThere } from "./says.ts";

interface OneTrust {
  IsAlertBoxClosed(): boolean;
}

const page = window as unknown as {
  readonly OneTrust?: OneTrust;
  readonly OnetrustActiveGroups?: string;
};
const group = ourName("C0004");
let told: readonly unknown[] | null = null;

const tell = teller("onetrust", () => {
  if (page.OneTrust?.IsAlertBoxClosed() !== true) return null;
  const active = (page.OnetrustActiveGroups ?? "").split(",");
  const yes = active.includes(group) && told?.includes(group) !== false;
  return { choice: yes ? "yes" : "no" };
});

for (const name of ["OneTrustGroupsUpdated", "OTConsentApplied"]) {
  window.addEventListener(name, (event) => {
    const groups = (event as CustomEvent<unknown>).detail;
    if (Array.isArray(groups)) told = groups;
    tell();
  });
}
whenThere(
  () => page.OneTrust,
  () => tell(),
);
