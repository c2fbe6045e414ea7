/** At most one pop-up a site and 24 hours; kept on the site, allowed by the yes. */

const NAME = "toile-popup";
const DAY_MS = 24 * 60 * 60 * 1000;

export type CapStore = Pick<Storage, "getItem" | "setItem">;

/** A store that cannot tell is taken as a yes to "shown already". */
export function shownLately(store: () => CapStore, nowMs: number): boolean {
  try {
    const noted = store().getItem(NAME);
    if (noted === null) return false;
    const shown = Number(noted);
    return nowMs - shown < DAY_MS && shown <= nowMs;
  } catch {
    return true;
  }
}

/** Tells whether it could be noted; what cannot be capped is not shown. */
export function noteShown(store: () => CapStore, nowMs: number): boolean {
  try {
    store().setItem(NAME, String(nowMs));
    return true;
  } catch {
    return false;
  }
}
