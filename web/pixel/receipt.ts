/** The receipt of a yes, kept in the site's own storage; nothing else ever is. */

const NAME = "toile";

export interface Receipt {
  readonly receipt: string;
  readonly expires_ms: number;
  readonly site: string;
  readonly text_version: string;
  /** The address that hands the id over, until it has been loaded. */
  readonly handover?: string | undefined;
}

/** What is needed of `localStorage`; it may throw where the browser forbids it. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The receipt held, whatever it is worth; `null` for none or an unreadable one. */
export function held(store: Store): Receipt | null {
  const written = store.getItem(NAME);
  if (!written) return null;
  try {
    const read = JSON.parse(written) as Partial<Receipt> | null;
    return read && typeof read.receipt === "string" ? (read as Receipt) : null;
  } catch {
    return null;
  }
}

/** The receipt that a visit may show: of this site and text, and not expired. */
export function valid(
  store: Store,
  site: string,
  textVersion: string,
  nowMs: number,
): Receipt | null {
  const kept = held(store);
  return kept &&
    kept.site === site &&
    kept.text_version === textVersion &&
    kept.expires_ms > nowMs
    ? kept
    : null;
}

export function keep(store: Store, receipt: Receipt): void {
  store.setItem(NAME, JSON.stringify(receipt));
}

/** Let the receipt allow no visit any more; it still says whose yes is taken back. */
export function spend(store: Store, receipt: Receipt): void {
  keep(store, { ...receipt, expires_ms: 0, handover: undefined });
}

export function drop(store: Store): void {
  store.removeItem(NAME);
}
