/**
 * Any tool of the TCF, v2.2 or v2.3, by `__tcfapi` (SPECS §2.4).
 *
 * A TC string can only speak of vendors that are on the IAB's list: without a number
 * there (`TOILE_TCF_VENDOR`, put in front of this script by the edge) nothing is said.
 */

import { teller, whenThere } from "./says.ts";
import { findApi } from "./tcf-api.ts";
import { type TcData, grants, isAsked, isChoice } from "./tc-data.ts";

declare global {
  interface Window {
    readonly toileVendor?: number;
  }
}

const vendor = window.toileVendor;

if (vendor) {
  whenThere(findApi, ({ listen, elsewhere }) => {
    let latest: TcData | null = null;
    const tell = teller(
      "tcf",
      () =>
        latest && isAsked(latest, vendor)
          ? {
              choice: grants(latest, vendor) ? "yes" : "no",
              tool_version: `${latest.cmpId ?? ""}.${latest.cmpVersion ?? ""}`,
              tc_string: latest.tcString,
            }
          : null,
      undefined,
      elsewhere,
    );
    listen((data, success) => {
      if (!success || !data || data.cmpStatus === "error") {
        // What was said before is in doubt now.
        latest = null;
        tell(false);
        return;
      }
      if (!isChoice(data)) return;
      // Out of the GDPR's scope nobody was asked.
      latest = data.gdprApplies === false ? null : data;
      tell(data.eventStatus === "useractioncomplete");
    });
  });
}
