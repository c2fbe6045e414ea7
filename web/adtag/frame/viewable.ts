/**
 * Viewability as the MRC counts it: half of the pixels for one second on end; 30 % for
 * an ad of at least 242,500 px² (SPECS §6).
 */

export const DWELL_MS = 1000;
const LARGE_PX2 = 242_500;

export function neededRatio(width: number, height: number): number {
  return width * height >= LARGE_PX2 ? 0.3 : 0.5;
}

export interface Clock {
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(timer: number): void;
}

export interface Viewability {
  /** Something changed: how much is in view, and whether the tab is shown at all. */
  update(ratio: number, shown: boolean): void;
}

/** Calls `viewed` once, after an unbroken second in view. */
export function viewability(
  needed: number,
  clock: Clock,
  viewed: () => void,
): Viewability {
  let timer: number | null = null;
  let done = false;
  return {
    update(ratio, shown) {
      // Ratios come as floats: 0.5 may be told as 0.4999.
      const inView = shown && ratio >= needed - 0.005;
      if (done || inView === (timer !== null)) return;
      if (timer !== null) {
        clock.clearTimeout(timer);
        timer = null;
        return;
      }
      timer = clock.setTimeout(() => {
        done = true;
        viewed();
      }, DWELL_MS);
    },
  };
}
