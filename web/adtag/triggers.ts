/**
 * When a pop-up may open: moments that the Coalition for Better Ads does not count
 * against it, all after the visitor has read (SPECS §5.3). Never at load.
 */

export const IDLE_MS = 30_000;

// What only a person does. A browser scrolls by itself: to a fragment, or to where a
// reload left off; and a pointer may lie anywhere.
const INPUT = ["pointerdown", "keydown", "wheel", "touchstart", "touchmove"];
const ACTIVITY = [...INPUT, "pointermove", "scroll"];
const VIDEO =
  'video, iframe[src*="youtube"], iframe[src*="dailymotion"], iframe[src*="vimeo"]';

export type Trigger = "exit" | "idle" | "end" | "return";

/**
 * Call `told` at each such moment, until the function given back is called; never before
 * the visitor has done something with the page.
 */
export function watchTriggers(
  window: Window,
  told: (trigger: Trigger) => void,
): () => void {
  const { document } = window;
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true };

  let engaged = false;
  const engages = (event: Event): void => {
    if (event.isTrusted) engaged = true;
  };
  // Captured, because the page may keep its events to itself.
  for (const name of INPUT) {
    window.addEventListener(name, engages, { ...options, capture: true });
  }
  // Coming back through the history is a load, not a return to the tab.
  const gone = (): void => {
    engaged = false;
  };
  window.addEventListener("pagehide", gone, options);
  const fired = (trigger: Trigger): void => {
    if (engaged) told(trigger);
  };

  const leaves = (event: MouseEvent): void => {
    if (event.relatedTarget === null && event.clientY <= 0) fired("exit");
  };
  document.addEventListener("mouseout", leaves, options);

  let idle = 0;
  const restart = (): void => {
    window.clearTimeout(idle);
    idle = window.setTimeout(() => {
      if (!document.querySelector(VIDEO)) fired("idle");
    }, IDLE_MS);
  };
  for (const name of ACTIVITY) window.addEventListener(name, restart, options);
  restart();

  const scrolled = (): void => {
    if (endSeen(document, window.innerHeight)) fired("end");
  };
  // Wheel and finger too: the browser may tell of its scrolling before it tells of them.
  for (const name of ["scroll", "wheel", "touchmove"]) {
    window.addEventListener(name, scrolled, options);
  }

  let left = false;
  const turned = (): void => {
    if (document.visibilityState === "hidden") left = true;
    else if (left) fired("return");
  };
  document.addEventListener("visibilitychange", turned, options);

  return () => {
    stop.abort();
    window.clearTimeout(idle);
  };
}

/** The end the site marks, else that of its article or main part. */
export function endSeen(
  document: { querySelector(selector: string): Element | null },
  viewHeight: number,
): boolean {
  const marked = document.querySelector("[data-toile-end]");
  const part = marked ?? document.querySelector("article") ?? document.querySelector("main");
  if (!part) return false;
  const { top, bottom } = part.getBoundingClientRect();
  return (marked ? top : bottom) <= viewHeight;
}
