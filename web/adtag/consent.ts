/** What the page's consent tool has said so far; nothing heard in time is a no. */

import { type SignalPage, type SignalSource, saysGpc } from "../contract/signal.ts";

export const PATIENCE_MS = 3000;

export type Consent = "unknown" | "yes" | "no";

export interface Watched {
  now(): Consent;
}

export function watchConsent(
  window: SignalPage & Pick<Window, "setTimeout" | "navigator">,
  source: SignalSource,
  changed: () => void,
): Watched {
  let consent: Consent = "unknown";
  const become = (next: Consent): void => {
    consent = next;
    changed();
  };
  const gpc = saysGpc(window.navigator);
  source(window, (signal) => become(gpc ? "no" : signal.choice));
  window.setTimeout(() => {
    if (consent === "unknown") become("no");
  }, PATIENCE_MS);
  return { now: () => consent };
}
