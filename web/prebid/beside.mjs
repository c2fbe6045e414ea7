/**
 * An esbuild plugin that puts our adapter beside Prebid.js's own modules.
 *
 * The adapter imports as a file of Prebid.js's `modules/` does, so that a publisher can
 * put it there. Of the npm package, whose exports hide these files, it finds them here.
 */

import { fileURLToPath } from "node:url";

const adapters = fileURLToPath(new URL("modules/", import.meta.url));

/** @param {string} prebid the folder `node_modules/prebid.js` */
export function besidePrebid(prebid) {
  return {
    name: "beside-prebid",
    setup(build) {
      build.onResolve({ filter: /^\.\.\/(src|libraries)\// }, ({ path, importer }) =>
        importer.startsWith(adapters)
          ? { path: `${prebid}/dist/src/${path.slice("../".length)}` }
          : undefined,
      );
    },
  };
}
