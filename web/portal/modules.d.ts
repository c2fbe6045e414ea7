// What esbuild bundles and TypeScript does not know by itself.
declare module "*.css";
