/** A publisher's Prebid.js: the package as it is, its TCF modules, floors, and our adapter. */

import pbjs from "prebid.js";
import "prebid.js/modules/consentManagementTcf";
import "prebid.js/modules/priceFloors";
import "prebid.js/modules/tcfControl";
import "./modules/toileBidAdapter.ts";

pbjs.processQueue();
