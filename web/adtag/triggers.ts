/**
 * When a pop-up may open: moments that the Coalition for Better Ads does not count
 * against it, all after the visitor has read (SPECS §5.3). Never at load.
 */

export const IDLE_MS = 30_000;

const ACTIVITY = ["pointermove", "pointerdown", "keydown", "wheel", "scroll", "touchstart"];
const VIDEO =
  'video, iframe[src*="youtube"], iframe[src*="dailymotion"], iframe[src*="vimeo"]';

export type Trigger = "exit" | "idle" | "end" | "return";

/** Call `fired` at each such moment, until the function given back is called. */
export function watchTriggers(
  window: Window,
  fired: (trigger: Trigger) => void,
): () => void {
  const { document } = window;
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true };

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
  window.addEventListener("scroll", scrolled, options);

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
