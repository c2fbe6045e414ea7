/**
 * Complianz: the cookie `cmplz_marketing`, the function `cmplz_has_consent`, and on the
 * document `cmplz_fire_categories` on each page with a choice and `cmplz_status_change`
 * when a category changes.
 */

const NAME = "cmplz_marketing";

documented({
  loaded(choice) {
    window.complianz = { prefix: "cmplz_" };
    window.cmplz_has_consent = () => document.cookie.includes(`${NAME}=allow`);
    if (choice) {
      const categories = choice === "yes" ? ["functional", "marketing"] : ["functional"];
      tell(document, "cmplz_fire_categories", { category: "functional", categories });
    }
  },
  chosen(choice) {
    const value = choice === "yes" ? "allow" : "deny";
    document.cookie = `${NAME}=${value}; path=/; max-age=15552000`;
    tell(document, "cmplz_status_change", { category: "statistics", value: "allow" });
    tell(document, "cmplz_status_change", { category: "marketing", value });
  },
});
