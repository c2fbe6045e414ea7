/**
 * Axeptio, where a vendor of our name is in the site's project (SPECS §9.3).
 *
 * `cookies:complete` comes on each page once there is a choice, `consent:saved` when
 * one is made; which comes first is not documented, so either order is understood.
 */

import { attempt, ourName, teller, yesOrNo } from "./says.ts";

interface Sdk {
  on(event: "cookies:complete", heard: (choices: Record<string, unknown>) => void): void;
  on(event: "consent:saved", heard: () => void): void;
}

const page = window as unknown as { _axcb?: ((sdk: Sdk) => void)[] };
const name = ourName("toile");
let choices: Record<string, unknown> | null = null;
let saved = false;

const tell = teller("axeptio", () => yesOrNo(choices?.[name]));

function listen(sdk: Sdk): void {
  sdk.on("consent:saved", () => {
    saved = true;
    setTimeout(() => {
      if (choices) tell(true);
      saved = false;
    });
  });
  sdk.on("cookies:complete", (made) => {
    choices = made;
    tell(saved);
  });
}

(page._axcb ||= []).push((sdk) => void attempt(() => listen(sdk)));
