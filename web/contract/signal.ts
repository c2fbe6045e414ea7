/**
 * The page signal: how a consent tool tells the scripts of Toile what was chosen.
 *
 * The tool sets `window.toileConsent` and dispatches `toile:consent` on the document,
 * so that a script hears it whether it loads before or after the choice. Whoever has
 * heard nothing behaves as after a no.
 */

export const CONSENT_EVENT = "toile:consent";

export interface ConsentSignal {
  readonly choice: "yes" | "no";
  /** Chosen just now, on this page; false when the tool remembers it. */
  readonly fresh: boolean;
  readonly tool: string;
  readonly tool_version: string;
  readonly text_version: string;
  readonly language: string;
  /** What a TCF tool wrote of the choice; "" for others. */
  readonly tc_string?: string;
}

/** What this contract needs of a window, so that tests can give a small one. */
export interface SignalPage {
  toileConsent?: unknown;
  readonly document: Pick<EventTarget, "addEventListener" | "dispatchEvent">;
}

/** A way to learn of choices; each consent tool that is heard has one. */
export type SignalSource = (
  page: SignalPage,
  heard: (signal: ConsentSignal) => void,
) => void;

/** Read a signal that some tool wrote; what is no clear yes or no says nothing. */
export function readSignal(value: unknown): ConsentSignal | null {
  if (typeof value !== "object" || value === null) return null;
  const said = value as Record<string, unknown>;
  const choice = said.choice;
  if (choice !== "yes" && choice !== "no") return null;
  const text = (field: string): string => {
    const written = said[field];
    return typeof written === "string" ? written : "";
  };
  return {
    choice,
    fresh: said.fresh === true,
    tool: text("tool") || "page",
    tool_version: text("tool_version"),
    text_version: text("text_version"),
    language: text("language"),
    tc_string: text("tc_string"),
  };
}

/** Hear the page signal: what was said before us, then each further choice. */
export const hearPage: SignalSource = (page, heard) => {
  const pass = (value: unknown): void => {
    const signal = readSignal(value);
    if (signal) heard(signal);
  };
  page.document.addEventListener(CONSENT_EVENT, (event) =>
    pass((event as CustomEvent<unknown>).detail),
  );
  pass(page.toileConsent);
};

/** Say it, as a consent tool does. */
export function announce(page: SignalPage, signal: ConsentSignal): void {
  page.toileConsent = signal;
  page.document.dispatchEvent(new CustomEvent(CONSENT_EVENT, { detail: signal }));
}

/** Global Privacy Control stands as a no, whatever was clicked. */
export function saysGpc(navigator: Navigator): boolean {
  return (
    (navigator as Navigator & { globalPrivacyControl?: unknown })
      .globalPrivacyControl === true
  );
}
