/** What Prebid.js wants of a browser before it can be loaded: a page, for tests in Node. */

/** What was warned of; Prebid.js keeps the console that it finds when it is loaded. */
export const warned: string[] = [];
console.warn = (...words: unknown[]) => warned.push(words.join(" "));

const page = {
  window: globalThis,
  self: globalThis,
  top: globalThis,
  location: new URL("https://franceinter.example/article"),
  document: new EventTarget(),
};
for (const [name, value] of Object.entries(page)) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
