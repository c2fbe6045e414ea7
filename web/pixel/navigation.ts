/** Notice page changes: of single-page sites, and returns from the back/forward cache. */

// A single-page site writes its title and its meta elements just after the address.
const SETTLED_MS = 50;

export function watch(window: Window, changed: () => void, returned: () => void): void {
  const soon = (): void => void window.setTimeout(changed, SETTLED_MS);
  for (const name of ["pushState", "replaceState"] as const) {
    const original = window.history[name];
    window.history[name] = function (this: History, ...given) {
      original.apply(this, given);
      soon();
    };
  }
  window.addEventListener("popstate", soon);
  window.addEventListener("hashchange", soon);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) returned();
  });
}

/** Wait while the page is only rendered ahead: nobody has seen it yet (SPECS §4). */
export function onceShown(document: Document, start: () => void): void {
  if ((document as Document & { prerendering?: boolean }).prerendering) {
    document.addEventListener("prerenderingchange", start, { once: true });
  } else {
    start();
  }
}
