/** Each quartile of a teaser, told once and in order (names of VAST 4.2). */

import type { Quartile } from "../../contract/wire.ts";

const POINTS: readonly (readonly [Quartile, number])[] = [
  ["start", 0],
  ["first", 0.25],
  ["midpoint", 0.5],
  ["third", 0.75],
  ["complete", 1],
];

export interface Quartiles {
  reached(seconds: number, duration: number): void;
  ended(): void;
}

export function quartiles(report: (quartile: Quartile) => void): Quartiles {
  let next = 0;
  const upTo = (part: number): void => {
    for (let point = POINTS[next]; point && point[1] <= part; point = POINTS[next]) {
      next += 1;
      report(point[0]);
    }
  };
  return {
    reached(seconds, duration) {
      // The last one waits for the end itself.
      if (duration > 0) upTo(Math.min(seconds / duration, 0.999));
    },
    ended: () => upTo(1),
  };
}
