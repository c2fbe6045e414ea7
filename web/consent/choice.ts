/** The choice as Orejime's cookie keeps it, tied to the text that was shown. */

export const PURPOSE = "toile";
/** Six months (SPECS §3.1: the CNIL's good practice, for a yes and a no alike). */
export const DAYS = 180;

export type Consents = Readonly<Record<string, boolean>>;

export function written(consents: Consents, version: string): string {
  return JSON.stringify({ [PURPOSE]: consents[PURPOSE] === true, version });
}

/** A choice made about another text, or an unreadable one, is no choice. */
export function remembered(cookie: string, version: string): Consents {
  try {
    const read = JSON.parse(cookie) as Record<string, unknown> | null;
    const choice = read?.[PURPOSE];
    return read?.version === version && typeof choice === "boolean"
      ? { [PURPOSE]: choice }
      : {};
  } catch {
    return {};
  }
}
