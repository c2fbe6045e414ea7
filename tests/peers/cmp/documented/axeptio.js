/**
 * Axeptio: functions pushed to `_axcb` are given the SDK; `cookies:complete` with the
 * choices by vendor on each page once there are any, `consent:saved` when they are made.
 */

const listeners = {};
const sdk = { on: (event, heard) => (listeners[event] ||= []).push(heard) };
const emit = (event, ...given) => (listeners[event] || []).forEach((each) => each(...given));
let made = null;

// What is known is told to who listens later, as the SDK does.
const listen = (callback) => {
  callback(sdk);
  if (made) listeners["cookies:complete"].slice(-1)[0](made);
};
const complete = (choice) => {
  made = { toile: choice === "yes", google_analytics: true };
  emit("cookies:complete", made);
};

documented({
  loaded(choice) {
    const waiting = window._axcb || [];
    window._axcb = { push: listen };
    window.axeptioSDK = sdk;
    waiting.forEach(listen);
    if (choice) complete(choice);
  },
  chosen(choice) {
    emit("consent:saved");
    complete(choice);
  },
});
