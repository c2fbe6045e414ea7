/**
 * What all adapters do alike: follow a tool, and say its choices as the page signal.
 *
 * An adapter only translates. A tool that is not there, that does not answer or that
 * throws says nothing, which is a no; and whatever it does, the page never notices.
 */

import { type SignalPage, announce } from "../contract/signal.ts";

type Choice = "yes" | "no";

/** What a tool holds at a moment. */
export interface Reading {
  readonly choice: Choice;
  readonly tool_version?: string | undefined;
  readonly tc_string?: string | undefined;
}

/**
 * Look at the tool and say what is new; `acted` where the tool itself tells whether
 * the visitor has just chosen (`true`) or the tool remembers (`false`).
 */
export type Tell = (acted?: boolean) => void;

/** What is needed of a window, so that tests can give a small one. */
export interface Telling extends SignalPage {
  readonly navigator: { readonly userActivation?: { readonly isActive: boolean } };
  readonly document: SignalPage["document"] & {
    readonly documentElement: { readonly lang: string };
  };
}

/**
 * Follow a tool; `read` gives null while nobody has chosen, and may throw.
 *
 * `elsewhere`: the banner is in another frame, where its clicks are not seen from here.
 */
export function teller(
  tool: string,
  read: () => Reading | null,
  page: Telling = window as unknown as Telling,
  elsewhere = false,
): Tell {
  let begun = false;
  let last: { readonly choice: Choice; readonly fresh: boolean } | null = null;
  return (acted) => {
    const reading = attempt(read);
    // A yes that the tool no longer knows, or can no longer tell, is a no.
    const choice = reading?.choice ?? (last?.choice === "yes" ? "no" : null);
    const changed = choice !== (last?.choice ?? null);
    // Fresh is only what a hand did: a tool that finds its memory late, or that says
    // "just now" of itself, moves no one's hand.
    const fresh =
      Boolean(reading) &&
      (acted ?? (begun && changed)) &&
      (elsewhere || page.navigator.userActivation?.isActive === true);
    begun = true;
    if (!choice || (!changed && (!fresh || last?.fresh))) return;
    last = { choice, fresh };
    announce(page, {
      choice,
      fresh,
      tool,
      tool_version: reading?.tool_version ?? "",
      text_version: "",
      language: page.document.documentElement.lang,
      tc_string: reading?.tc_string ?? "",
    });
  };
}

/** Yes or no, or null where it is neither true nor false. */
export function yesOrNo(value: unknown): Reading | null {
  return typeof value === "boolean" ? { choice: value ? "yes" : "no" } : null;
}

const LOOK_MS = 250;
const LOOKS = 240;

/** Look for a minute until something is there: tools load when they like. */
export function whenThere<T>(find: () => T | null | undefined, then: (it: T) => void): void {
  let looks = 0;
  const look = (): void => {
    const found = attempt(find);
    if (found) attempt(() => then(found));
    else if (looks++ < LOOKS) setTimeout(look, LOOK_MS);
  };
  look();
}

/** Do it; null where it throws. */
export function attempt<T>(deed: () => T): T | null {
  try {
    return deed();
  } catch {
    return null;
  }
}

/** Under which name the tool knows us: what the site's line says, else `usual`. */
export function ourName(usual: string): string {
  const tag = document.currentScript as HTMLScriptElement | null;
  return tag?.dataset.partner || usual;
}

/** Look at the tool at each of these events, of the document or of the window. */
export function tellAt(target: EventTarget, names: readonly string[], tell: Tell): void {
  for (const name of names) target.addEventListener(name, () => tell());
}

/** The value of a cookie that the site's own tool keeps, as its scripts read it. */
export function cookie(name: string): string {
  const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? "";
}
