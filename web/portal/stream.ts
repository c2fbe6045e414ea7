// Figures that come by themselves: server-sent events, and polling where too many watch.
const POLL_MS = 10_000;
const RETRY_MS = 60_000;
const FOCUSABLE = "a, button, summary, input, select, [tabindex]";

export function streams(root: Document): void {
  const part = root.querySelector<HTMLElement>("[data-stream]");
  if (part) watch(root, part);
}

function watch(root: Document, part: HTMLElement): void {
  let source: EventSource | undefined;
  let polling: number | undefined;
  const address = (name: "stream" | "streamNow") => `${part.dataset[name] ?? ""}${location.search}`;

  const stop = (): void => {
    source?.close();
    source = undefined;
    clearInterval(polling);
  };
  const poll = (): void => {
    polling = window.setInterval(() => void once(address("streamNow"), part), POLL_MS);
    window.setTimeout(start, RETRY_MS);
  };
  function start(): void {
    stop();
    if (root.hidden) return;
    source = new EventSource(address("stream"));
    for (const name of ["now", "minutes"]) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        const place = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
        if (place) replace(place, event.data);
        // The charts' script draws what is new on this signal.
        if (name === "minutes") root.dispatchEvent(new CustomEvent("htmx:after:swap"));
      });
    }
    source.addEventListener("error", () => {
      // Closed for good: refused. Otherwise the browser comes back by itself.
      if (source?.readyState !== EventSource.CLOSED) return;
      stop();
      poll();
    });
  }
  // A stream that nobody looks at would keep others out.
  root.addEventListener("visibilitychange", () => (root.hidden ? stop() : start()));
  window.addEventListener("pagehide", stop);
  start();
}

async function once(address: string, part: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(address, { redirect: "error" });
    if (answer.ok) replace(part, await answer.text());
  } catch {
    // Kept as it is: the next time may be better.
  }
}

function replace(place: HTMLElement, html: string): void {
  const at = [...place.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement ?? place);
  const scrolled = [...place.querySelectorAll(".scroll")].map((one) => one.scrollLeft);
  // Same origin, escaped by the server's templates.
  place.innerHTML = html;
  place.querySelectorAll(".scroll").forEach((one, n) => (one.scrollLeft = scrolled[n] ?? 0));
  if (at >= 0) place.querySelectorAll<HTMLElement>(FOCUSABLE)[at]?.focus({ preventScroll: true });
}
