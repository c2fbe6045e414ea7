// The answers of the pool's doors /me (toile.wire.tags: Held, Erased, ErasureState),
// and what the portal says of ads by their ids (toile.portal.spectators.ads).
export interface Held {
  known: boolean;
  objects?: boolean;
  visits?: { cinema: string; count: number; last_day: string }[];
  segments?: string[];
  consents?: { site: string; until: string }[];
  shown?: { line: string; count: number; last_day: string }[];
  compared?: { campaign: string; held_out: boolean; since: string; looked_up: boolean }[];
  films?: string[];
  clicked?: { campaign: string; day: string }[];
}

export interface Erased {
  done: boolean;
  handover: string;
  number?: string;
}

export interface ErasureState {
  number: string;
  objects: boolean;
  asked: string;
  places: { place: string; done: string }[];
}

export interface Ad {
  film: string;
  distributor: string;
  criteria: [label: string, value: string][];
}

/** What the portal knows of ids: each by its own. */
export interface Names {
  cinemas: Record<string, string>;
  sites: Record<string, string>;
  segments: Record<string, string>;
  lines: Record<string, Ad>;
  campaigns: Record<string, { film: string; distributor: string }>;
}

export function inWords(date: string): string {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "long",
  });
  return day.format(new Date(`${date}T12:00:00`));
}

export function atTime(moment: string): string {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "long",
    timeStyle: "short",
  });
  return time.format(new Date(moment));
}
