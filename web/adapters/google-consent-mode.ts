/**
 * Google's consent mode, as the data layer of Google Tag Manager carries it.
 *
 * Only updates are choices: a default is the site's. Storage, use of data and
 * personalisation must all be granted, for the pool is all three.
 */

import { teller } from "./says.ts";

const NEEDED = ["ad_storage", "ad_user_data", "ad_personalization"] as const;

const page = window as unknown as { dataLayer?: unknown[] };
const state: Record<string, unknown> = {};

const tell = teller("google-consent-mode", () => {
  const said = NEEDED.map((name) => state[name]);
  if (said.every((each) => each === undefined)) return null;
  return { choice: said.every((each) => each === "granted") ? "yes" : "no" };
});

/** Read one entry; `gtag` pushes its arguments as they are. */
function read(entry: unknown): boolean {
  const [command, kind, given] = Array.from((entry ?? []) as ArrayLike<unknown>);
  if (command !== "consent" || kind !== "update") return false;
  Object.assign(state, given);
  return true;
}

const layer = (page.dataLayer ||= []);
layer.forEach(read);
tell();
const push = layer.push;
layer.push = function (this: unknown[], ...entries) {
  const length = push.apply(this, entries);
  try {
    if (entries.map(read).includes(true)) tell();
  } catch {
    // The page's own call must go on.
  }
  return length;
};
