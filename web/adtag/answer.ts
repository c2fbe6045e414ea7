/** Asking the ads wing for a decision, with or without the visitor's yes. */

import type { AdAnswer } from "../contract/wire.ts";

/** `null` for no ad, a refusal or a network that failed: the place stays empty. */
export type Ask = (placement: string, yes: boolean) => Promise<AdAnswer | null>;

export function adsAt(address: string): Ask {
  return async (placement, yes) => {
    try {
      const answer = await fetch(
        `${address}/ad?p=${encodeURIComponent(placement)}&c=${yes ? 1 : 0}`,
        { credentials: yes ? "include" : "omit", referrerPolicy: "origin" },
      );
      return answer.status === 200 ? readAnswer(await answer.json()) : null;
    } catch {
      return null;
    }
  };
}

export function readAnswer(value: unknown): AdAnswer | null {
  const ad = value as Partial<AdAnswer> | null;
  return ad &&
    typeof ad.frame === "string" &&
    /^https?:\/\//.test(ad.frame) &&
    isSize(ad.width) &&
    isSize(ad.height)
    ? (ad as AdAnswer)
    : null;
}

function isSize(value: unknown): boolean {
  return typeof value === "number" && value > 0;
}
