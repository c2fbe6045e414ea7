/**
 * Didomi: `didomiOnReady` functions are given the SDK; the status of a vendor is true,
 * false or undefined; listeners in `didomiEventListeners` hear `consent.changed`.
 */

let status;
const listeners = [];
const add = (...each) => listeners.push(...each);

window.didomiConfig = { app: { name: "Le Royal" } };
documented({
  loaded(choice) {
    if (choice) status = choice === "yes";
    window.Didomi = {
      getUserConsentStatusForVendor: (vendor) => (vendor === "c:toile" ? status : undefined),
      getCurrentUserStatus: () => ({
        vendors: { "c:toile": { id: "c:toile", enabled: status === true } },
      }),
    };
    add(...(window.didomiEventListeners || []));
    window.didomiEventListeners = { push: add };
    const waiting = window.didomiOnReady || [];
    window.didomiOnReady = { push: (callback) => callback(window.Didomi) };
    waiting.forEach((callback) => callback(window.Didomi));
  },
  chosen(choice) {
    status = choice === "yes";
    for (const { event, listener } of listeners) {
      if (event === "consent.changed") listener();
    }
  },
});
