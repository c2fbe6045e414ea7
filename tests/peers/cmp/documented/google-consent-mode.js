/**
 * Google's consent mode: `gtag("consent", "default", …)`, then `gtag("consent", "update",
 * …)` on each page with a choice and at each change, by the data layer. As Google Tag
 * Manager does, the layer's own `push` is replaced when its script loads.
 */

window.dataLayer = window.dataLayer || [];
function gtag() {
  window.dataLayer.push(arguments);
}
const every = (value) => ({
  ...{ ad_storage: value, ad_user_data: value, ad_personalization: value },
});
const update = (choice) =>
  gtag("consent", "update", every(choice === "yes" ? "granted" : "denied"));

gtag("consent", "default", every("denied"));
documented({
  loaded(choice) {
    const { push } = window.dataLayer;
    window.dataLayer.push = (...entries) => push.apply(window.dataLayer, entries);
    window.dataLayer.push({ event: "gtm.js" });
    if (choice) update(choice);
  },
  chosen: update,
});
