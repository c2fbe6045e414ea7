// The portal's one script on every page: all work without it, and are handier with it.
import "htmx.org";
import { copyButtons } from "./copy.ts";
import { drafts } from "./drafts.ts";
import { showFaults } from "./faults.ts";
import { hints } from "./hints.ts";
import { liveFigures } from "./live.ts";
import { menus } from "./menus.ts";
import { myData } from "./my-data.ts";
import { sendOnce } from "./once.ts";
import { regions } from "./regions.ts";
import { steps } from "./steps.ts";
import { submitOnChange } from "./submit.ts";
import { uploads } from "./upload.ts";

copyButtons(document);
drafts(document);
hints(document);
liveFigures(document);
menus(document);
myData(document);
regions(document);
uploads(document);
sendOnce(document);
showFaults(document);
steps(document);
submitOnChange(document);
