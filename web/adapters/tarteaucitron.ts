/**
 * tarteaucitron, where the site has a service of our name (SPECS §9.3).
 *
 * `NAME_allowed` and `NAME_disallowed` come of a click alone; what it remembers, or
 * allows by itself, is in its state from `NAME_added` on.
 */

import { ourName, teller, whenThere, yesOrNo } from "./says.ts";

interface Tarteaucitron {
  readonly version?: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly added: Readonly<Record<string, unknown>>;
  readonly services: Readonly<Record<string, { readonly needConsent?: unknown }>>;
}

const page = window as unknown as { readonly tarteaucitron?: Tarteaucitron };
const name = ourName("toile");

const tell = teller("tarteaucitron", () => {
  const tool = page.tarteaucitron;
  // A service that needs no consent was never asked about.
  if (tool?.services[name]?.needConsent !== true) return null;
  const held = yesOrNo(tool.state[name]);
  return held && { ...held, tool_version: tool.version };
});

for (const end of ["allowed", "disallowed"]) {
  document.addEventListener(`${name}_${end}`, () => tell(true));
}
whenThere(
  () => page.tarteaucitron?.added[name],
  () => tell(),
);
