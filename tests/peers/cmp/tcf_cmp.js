/**
 * A consent tool of the TCF on the IAB's own libraries, as small as one can be: it asks,
 * writes a TC string, keeps it on the site, and tells it by `__tcfapi`.
 *
 * `window.tcfVariant` makes it write a string that says yes with one thing wrong.
 */

import { CmpApi } from "@iabtechlabtcf/cmpapi";
import { GVL, PurposeRestriction, RestrictionType, TCModel, TCString } from "@iabtechlabtcf/core";

const KEPT = "euconsent-v2";
const [CMP_ID, CMP_VERSION] = [880, 3];
const variant = window.tcfVariant || "";

const api = new CmpApi(CMP_ID, CMP_VERSION, variant !== "global");
const gvl = new GVL(window.vendorList);

function written(yes) {
  const model = new TCModel(gvl);
  model.cmpId = CMP_ID;
  model.cmpVersion = CMP_VERSION;
  model.consentScreen = 1;
  model.consentLanguage = "FR";
  model.publisherCountryCode = "FR";
  model.isServiceSpecific = variant !== "global";
  model.setAllVendorsDisclosed();
  if (yes) {
    model.setAllPurposeConsents();
    model.setAllVendorConsents();
  }
  if (variant === "undisclosed") model.vendorsDisclosed.unset(window.ourVendor);
  if (variant === "no-vendor") model.vendorConsents.unset(window.ourVendor);
  if (variant === "no-measuring") model.purposeConsents.unset(7);
  if (variant === "restricted") {
    model.publisherRestrictions.add(
      window.ourVendor,
      new PurposeRestriction(3, RestrictionType.NOT_ALLOWED),
    );
  }
  return TCString.encode(model);
}

function answer(yes) {
  const string = written(yes);
  localStorage.setItem(KEPT, string);
  api.update(string, false);
}

const kept = localStorage.getItem(KEPT);
if (kept) api.update(kept, false);
else api.update("", true);

document.getElementById("yes").addEventListener("click", () => answer(true));
document.getElementById("no").addEventListener("click", () => answer(false));
