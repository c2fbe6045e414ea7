/** What is still to come near by: who plays the film, and when, by the clocks of Paris. */

import type { NearCinema, NearScreening } from "../../contract/wire.ts";

export interface House {
  readonly name: string;
  readonly commune: string;
  readonly times: readonly string[];
}

const DAY_MS = 86_400_000;
const ZONE = { timeZone: "Europe/Paris" } as const;
const day = new Intl.DateTimeFormat("fr-CA", ZONE);
const weekday = new Intl.DateTimeFormat("fr-FR", { ...ZONE, weekday: "short" });
const clock = new Intl.DateTimeFormat("fr-FR", {
  ...ZONE,
  hour: "numeric",
  minute: "2-digit",
  hourCycle: "h23",
});

/** What has begun is left out, and so is a cinema where nothing is left. */
export function upcoming(cinemas: readonly NearCinema[], now: number): House[] {
  return cinemas
    .map(({ name, commune, screenings }) => ({
      name,
      commune,
      next: screenings.filter((one) => one.starts_ms > now),
    }))
    .filter(({ next }) => next.length > 0)
    .sort((one, other) => start(one.next) - start(other.next))
    .map(({ name, commune, next }) => ({
      name,
      commune,
      times: next.map((one) => when(one, now)),
    }));
}

function start(next: readonly NearScreening[]): number {
  return next[0]?.starts_ms ?? 0;
}

/** "auj. 20h30 VO", "demain 18h", "sam. 14h15"; nothing is further than a week. */
export function when({ starts_ms, version }: NearScreening, now: number): string {
  const name = dayName(starts_ms, now);
  const [hour = "", minute = "00"] = clock.format(starts_ms).split(":");
  const time = `${Number(hour)}h${minute === "00" ? "" : minute}`;
  return version ? `${name} ${time} ${version}` : `${name} ${time}`;
}

function dayName(at: number, now: number): string {
  const its = day.format(at);
  const today = day.format(now);
  if (its === today) return "auj.";
  // By the calendar: a day may have 23 or 25 hours.
  const tomorrow = new Date(Date.parse(`${today}T12:00Z`) + DAY_MS);
  return its === tomorrow.toISOString().slice(0, 10) ? "demain" : weekday.format(at);
}
