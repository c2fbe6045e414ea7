/**
 * WP Consent API: the cookie `wp_consent_marketing`, the function `wp_has_consent`, which
 * says yes while no tool has set the kind of consent, and the document's event
 * `wp_listen_for_consent_change`.
 */

const NAME = "wp_consent_marketing";

documented({
  loaded() {
    window.consent_api = { cookie_prefix: "wp_consent" };
    // No consent type: as the API does, everything is allowed but for an explicit no.
    window.wp_has_consent = () => !document.cookie.includes(`${NAME}=deny`);
  },
  chosen(choice) {
    const value = choice === "yes" ? "allow" : "deny";
    document.cookie = `${NAME}=${value}; path=/; max-age=15552000`;
    tell(document, "wp_listen_for_consent_change", { marketing: value });
  },
});
