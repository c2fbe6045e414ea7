/**
 * CookieYes: `getCkyConsent()` with `isUserActionCompleted` and categories; on the document
 * `cookieyes_banner_load` with the same, and `cookieyes_consent_update` with lists.
 */

let consent = { isUserActionCompleted: false, categories: { advertisement: false } };
const hold = (choice) => {
  const advertisement = choice === "yes";
  consent = { isUserActionCompleted: true, categories: { necessary: true, advertisement } };
};

documented({
  loaded(choice) {
    if (choice) hold(choice);
    window.getCkyConsent = () => consent;
    tell(document, "cookieyes_banner_load", consent);
  },
  chosen(choice) {
    hold(choice);
    const yes = choice === "yes";
    const accepted = ["necessary", ...(yes ? ["advertisement"] : [])];
    const rejected = ["analytics", ...(yes ? [] : ["advertisement"])];
    tell(document, "cookieyes_consent_update", { accepted, rejected });
  },
});
