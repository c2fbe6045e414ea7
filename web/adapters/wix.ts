/**
 * Wix's own banner (SPECS §9.3): advertising *and* data to third parties, since the
 * pool is both. A default policy is the site's, not the visitor's.
 */

import { tellAt, teller, whenThere } from "./says.ts";

interface Details {
  readonly defaultPolicy?: boolean;
  readonly policy?: Readonly<Record<string, unknown>>;
}

const page = window as unknown as {
  readonly consentPolicyManager?: { getCurrentConsentPolicy(): Details };
};

const tell = teller("wix", () => {
  const details = page.consentPolicyManager?.getCurrentConsentPolicy();
  if (details?.defaultPolicy !== false) return null;
  const { advertising, dataToThirdParty } = details.policy ?? {};
  return { choice: advertising === true && dataToThirdParty === true ? "yes" : "no" };
});

tellAt(document, ["consentPolicyInitialized", "consentPolicyChanged"], tell);
whenThere(
  () => page.consentPolicyManager,
  () => tell(),
);
