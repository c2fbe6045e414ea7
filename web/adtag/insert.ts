/** Inserts: fill each place of the page once, waiting for the visitor's choice. */

import type { AdAnswer } from "../contract/wire.ts";
import type { Ask } from "./answer.ts";

export interface Inserts {
  /** Fill the places that may be filled by what is known of the choice. */
  fill(places: Iterable<Element>, yes: boolean): Promise<void>;
}

/** A place that got nothing after a no may ask once more after a yes. */
type State = "busy" | "emptyAfterNo";

export function inserts(
  ask: Ask,
  show: (place: Element, ad: AdAnswer) => void,
): Inserts {
  const states = new WeakMap<Element, State>();

  async function fillOne(place: Element, yes: boolean): Promise<void> {
    const state = states.get(place);
    if (state === "busy" || (state === "emptyAfterNo" && !yes)) return;
    states.set(place, "busy");
    const ad = await ask(place.getAttribute("data-toile") ?? "", yes);
    if (ad) show(place, ad);
    else if (!yes) states.set(place, "emptyAfterNo");
  }

  return {
    async fill(places, yes) {
      await Promise.all([...places].map((place) => fillOne(place, yes)));
    },
  };
}
