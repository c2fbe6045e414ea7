/**
 * Cookiebot: `Cookiebot.consent.marketing` and `hasResponse`; on the window,
 * `CookiebotOnDialogDisplay` when it asks, `CookiebotOnConsentReady` on each page with a
 * choice, `CookiebotOnAccept` and `CookiebotOnDecline` with it.
 */

function hold(choice) {
  const yes = choice === "yes";
  Object.assign(window.Cookiebot, { hasResponse: true, consented: yes, declined: !yes });
  Object.assign(window.Cookiebot.consent, { marketing: yes, method: "explicit" });
  tell(window, "CookiebotOnConsentReady");
  tell(window, yes ? "CookiebotOnAccept" : "CookiebotOnDecline");
}

documented({
  loaded(choice) {
    window.Cookiebot = {
      ...{ hasResponse: false, consented: false, declined: false },
      consent: { necessary: true, marketing: false, method: null },
    };
    if (choice) hold(choice);
    else tell(window, "CookiebotOnDialogDisplay");
  },
  chosen: hold,
});
