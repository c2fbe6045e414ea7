// The portal's one script: every page works without it, and is handier with it.
import { copyButtons } from "./copy.ts";
import { liveFigures } from "./live.ts";
import { myData } from "./my-data.ts";
import { submitOnChange } from "./submit.ts";

copyButtons(document);
liveFigures(document);
submitOnChange(document);
myData(document);
