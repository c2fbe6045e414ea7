/** Files that esbuild puts into a script as text or as a side effect. */

declare module "*.css" {
  const text: string;
  export default text;
}

declare module "orejime/dist/*.js";

/** The version of the Orejime package, put in by the build. */
declare const OREJIME_VERSION: string;
