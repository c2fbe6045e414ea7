/** The pop-up: asked for when a trigger fires, after a yes, once a page, capped. */

import type { AdAnswer } from "../contract/wire.ts";
import type { Ask } from "./answer.ts";
import { type CapStore, noteShown, shownLately } from "./cap.ts";

export interface PopupWorld {
  readonly ask: Ask;
  readonly store: () => CapStore;
  now(): number;
  /** Whether the visitor's yes still stands. */
  consents(): boolean;
  /** Whether the page is seen and no other dialog is open. */
  free(): boolean;
  watch(fired: () => void): () => void;
  open(ad: AdAnswer): void;
}

export interface Popup {
  /** Wait for a trigger; a decision that was made already may be given along. */
  arm(placement: string, made?: AdAnswer): void;
}

export function popup(world: PopupWorld): Popup {
  let armed = false;

  async function decide(placement: string, made?: AdAnswer): Promise<void> {
    const ad = made ?? (await world.ask(placement, true));
    // The answer took a while: ask all again.
    if (!ad || ad.format !== "popup" || !world.consents() || !world.free()) return;
    if (noteShown(world.store, world.now())) world.open(ad);
  }

  return {
    arm(placement, made) {
      if (armed || shownLately(world.store, world.now())) return;
      armed = true;
      const stop = world.watch(() => {
        if (!world.consents() || !world.free()) return;
        stop();
        // Another tab may have shown one meanwhile.
        if (!shownLately(world.store, world.now())) void decide(placement, made);
      });
    },
  };
}
