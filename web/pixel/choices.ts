/** What follows from a choice: a receipt and visits, a proof of refusal, an erasure. */

import type { ConsentSignal } from "../contract/signal.ts";
import type { Pool } from "./pool.ts";
import { type Receipt, type Store, drop, held, keep, spend, valid } from "./receipt.ts";

export interface World {
  readonly site: string;
  readonly pool: Pool;
  readonly store: Store;
  readonly gpc: boolean;
  now(): number;
}

export interface Choices {
  /** Obey a choice, after those heard before it have been obeyed. */
  hear(signal: ConsentSignal): Promise<void>;
  /** The receipt that allows a visit to be reported now. */
  receipt(): Receipt | null;
  /** The pool no longer honours the receipt. */
  refused(): void;
}

export function choices(world: World, visit: () => void): Choices {
  const { site, pool, store } = world;
  let current: ConsentSignal | null = null;
  let proven = false;
  let tried = "";
  let queue: Promise<void> = Promise.resolve();

  const receipt = (): Receipt | null =>
    current?.choice === "yes"
      ? valid(store, site, current.text_version, world.now())
      : null;

  /** Tried once a page until the id has arrived: a host may be down, a visitor leave. */
  function handOver(): void {
    const address = receipt()?.handover;
    if (!address || address === tried) return;
    tried = address;
    pool.handOver(address, () => {
      const kept = receipt();
      if (kept?.handover === address) keep(store, { ...kept, handover: undefined });
    });
  }

  async function accept(signal: ConsentSignal): Promise<void> {
    // Taken back while an earlier choice was being obeyed.
    if (current?.choice !== "yes") return;
    proven = false;
    if (!receipt()) {
      // What a tool remembers is no new yes: whoever was erased stays erased.
      if (!signal.fresh) return;
      const { receipt, expires_ms, handover } = await pool.consent("yes", signal);
      if (!receipt || !expires_ms) return;
      const { text_version } = signal;
      keep(store, { receipt, expires_ms, site, text_version, handover });
    }
    handOver();
    if (receipt()) visit();
  }

  async function decline(signal: ConsentSignal): Promise<void> {
    const taken = held(store);
    if (taken) {
      // It is there to try again until the pool has heard.
      spend(store, taken);
      proven = true;
      const { done, handover } = await pool.consent(
        "withdrawal",
        signal,
        taken.receipt,
      );
      if (done) drop(store);
      if (handover) pool.handOver(handover, () => undefined);
    } else if (signal.fresh && !proven) {
      proven = true;
      await pool.consent("no", signal);
    }
  }

  return {
    hear(said) {
      // The browser's own no is nobody's answer to a banner: it is never "fresh".
      const signal: ConsentSignal = world.gpc
        ? { ...said, choice: "no", fresh: false }
        : said;
      current = signal;
      queue = queue.then(() =>
        signal.choice === "yes" ? accept(signal) : decline(signal),
      );
      // What storage or the network cannot do must not trouble the page.
      return (queue = queue.catch(() => undefined));
    },
    receipt,
    refused: () => drop(store),
  };
}
