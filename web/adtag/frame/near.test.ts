import assert from "node:assert/strict";
import { test } from "node:test";
import { upcoming, when } from "./near.ts";

/** 24 November 2026 is a Tuesday; Paris is one hour ahead of UTC. */
const at = (text: string): number => Date.parse(`${text}:00+01:00`);
const NOW = at("2026-11-24T18:00");
const show = (text: string, version = "") => ({ starts_ms: at(text), version });
const ROYAL = {
  name: "Le Royal",
  commune: "Toulon",
  screenings: [show("2026-11-24T16:15"), show("2026-11-24T20:30", "VO"), show("2026-11-25T18:00")],
};
const SIX = {
  name: "Six n'Étoiles",
  commune: "Six-Fours-les-Plages",
  screenings: [show("2026-11-24T18:00"), show("2026-11-24T18:30")],
};

test("what has begun is left out, the nearest in time comes first", () => {
  assert.deepEqual(upcoming([ROYAL, SIX], NOW), [
    { name: "Six n'Étoiles", commune: "Six-Fours-les-Plages", times: ["auj. 18h30"] },
    { name: "Le Royal", commune: "Toulon", times: ["auj. 20h30 VO", "demain 18h"] },
  ]);
});

test("a cinema where all has begun is not named", () => {
  assert.deepEqual(upcoming([SIX], at("2026-11-24T18:30")), []);
  assert.deepEqual(upcoming([], NOW), []);
});

test("times are those of Paris, wherever the browser is", () => {
  assert.equal(when(show("2026-11-28T14:15"), NOW), "sam. 14h15");
  assert.equal(when(show("2026-11-25T00:05"), NOW), "demain 0h05");
  // Summer time begins in that night: the next day has 23 hours.
  const summer = Date.parse("2026-03-28T23:30:00+01:00");
  const shown = { starts_ms: Date.parse("2026-03-29T20:00:00+02:00"), version: "" };
  assert.equal(when(shown, summer), "demain 20h");
});
