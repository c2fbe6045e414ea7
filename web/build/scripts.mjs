/** `npm run build:scripts`: write the bundles that the edge serves. */

import { buildInto, committed } from "./bundles.mjs";

await buildInto(committed);
