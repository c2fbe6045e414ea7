/**
 * Several tools on one page must agree: one no is enough.
 *
 * A site may show a banner and carry another tool that says no; signals that contradict
 * each other are a doubt, and doubt is a no.
 */

import type { ConsentSignal } from "../contract/signal.ts";

/** Give, for each signal, what all tools heard so far say together. */
export function agreed(): (signal: ConsentSignal) => ConsentSignal {
  const said = new Map<string, ConsentSignal>();
  return (signal) => {
    said.set(signal.tool, signal);
    if (signal.choice === "no") return signal;
    const no = [...said.values()].find((each) => each.choice === "no");
    // The no of another was proven when it came.
    return no ? { ...no, fresh: false } : signal;
  };
}
