/**
 * Wix's own banner (SPECS §9.3): advertising *and* data to third parties, since the
 * pool is both. A default policy is the site's, not the visitor's.
 *
 * Wix holds a "marketing" snippet back until the yes, and tells when that was: one of
 * just now is fresh though nothing before it was seen.
 */

import { attempt, tellAt, teller, whenThere } from "./says.ts";

interface Details {
  readonly defaultPolicy?: boolean;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly createdDate?: Date | string;
}

const JUST_NOW_MS = 10_000;

const page = window as unknown as {
  readonly consentPolicyManager?: { getCurrentConsentPolicy(): Details };
};

const held = (): Details | undefined =>
  page.consentPolicyManager?.getCurrentConsentPolicy();

const tell = teller("wix", () => {
  const details = held();
  if (details?.defaultPolicy !== false) return null;
  const { advertising, dataToThirdParty } = details.policy ?? {};
  return { choice: advertising === true && dataToThirdParty === true ? "yes" : "no" };
});

tellAt(document, ["consentPolicyInitialized", "consentPolicyChanged"], tell);
whenThere(
  () => page.consentPolicyManager,
  () => {
    const made = attempt(() => new Date(held()?.createdDate ?? 0).getTime()) ?? 0;
    tell(Date.now() - made < JUST_NOW_MS || undefined);
  },
);
