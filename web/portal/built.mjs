// What the portal serves, and how heavy it may be: bytes, gzipped.
export const budgets = {
  "portal.css": 22_000,
  "portal.js": 20_000,
  "charts.js": 26_000,
  "charts.css": 2_000,
  "map.js": 48_000,
  "map.css": 7_000,
  "passkeys.js": 1_200,
  "departements.json": 16_000,
};
export const built = [...Object.keys(budgets), "fonts/inter-latin.woff2"];
