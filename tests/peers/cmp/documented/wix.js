/**
 * Wix: `consentPolicyManager.getCurrentConsentPolicy()`, whose `defaultPolicy` is false
 * once the visitor has chosen; on the document `consentPolicyInitialized` and
 * `consentPolicyChanged`. The site's default is all yes here, as Wix allows.
 */

const every = (value) => ({
  ...{ essential: true, functional: value, analytics: value },
  ...{ advertising: value, dataToThirdParty: value },
});
let details = { defaultPolicy: true, policy: every(true) };
const hold = (choice) => {
  details = { defaultPolicy: false, policy: every(choice === "yes") };
};

documented({
  loaded(choice) {
    if (choice) hold(choice);
    window.consentPolicyManager = { getCurrentConsentPolicy: () => details };
    tell(document, "consentPolicyInitialized", details);
  },
  chosen(choice) {
    hold(choice);
    tell(document, "consentPolicyChanged", details);
  },
});
