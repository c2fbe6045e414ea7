/** How picture and words share the ad: side by side, stacked, or one over the other. */

export type Layout = "row" | "column" | "over";

/** Ratios are width divided by height. */
export function layoutOf(ad: number, picture: number): Layout {
  if (ad > picture * 1.35) return "row";
  return ad < picture * 0.85 ? "column" : "over";
}
