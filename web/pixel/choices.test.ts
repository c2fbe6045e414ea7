import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConsentSignal } from "../contract/signal.ts";
import { choices } from "./choices.ts";
import type { Pool } from "./pool.ts";
import type { Store } from "./receipt.ts";

const YES: ConsentSignal = {
  choice: "yes",
  fresh: true,
  tool: "t",
  tool_version: "1",
  text_version: "text-1",
  language: "fr",
};
const NO: ConsentSignal = { ...YES, choice: "no" };

function memory(): Store & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

function scene({ gpc = false, answers = true } = {}) {
  const scene = { answers, loads: true, handover: "hand" };
  const deeds: string[] = [];
  const store = memory();
  let now = 1_000;
  const pool: Pool = {
    async consent(choice) {
      deeds.push(choice);
      if (!scene.answers) return {};
      if (choice === "withdrawal") return { done: true };
      return choice === "yes"
        ? { receipt: "r", expires_ms: 5_000, handover: scene.handover }
        : {};
    },
    visit: async () => 204,
    handOver: (image, done) => {
      deeds.push(image);
      if (scene.loads) done();
    },
  };
  const world = { site: "k", pool, store, gpc, now: () => now };
  const next = () => choices(world, () => void deeds.push("visit"));
  const heard = next();
  const later = (ms: number) => (now = ms);
  const online = (yes: boolean) => (scene.answers = yes);
  const loads = (yes: boolean) => (scene.loads = yes);
  const offers = (handover: string) => (scene.handover = handover);
  return { heard, next, deeds, store, later, online, loads, offers };
}

test("a yes is proven, handed over, then the visit is reported", async () => {
  const { heard, deeds } = scene();
  await heard.hear(YES);
  assert.deepEqual(deeds, ["yes", "hand", "visit"]);
});

test("an expired receipt is renewed by a new yes, not by a remembered one", async () => {
  const { heard, deeds, later } = scene();
  await heard.hear(YES);
  later(6_000);
  assert.equal(heard.receipt(), null);
  await heard.hear({ ...YES, fresh: false });
  assert.deepEqual(deeds.filter((deed) => deed === "yes").length, 1);
  await heard.hear(YES);
  assert.deepEqual(deeds.filter((deed) => deed === "yes").length, 2);
});

test("without the pool's answer there is no visit", async () => {
  const { heard, deeds, store } = scene({ answers: false });
  await heard.hear(YES);
  assert.deepEqual(deeds, ["yes"]);
  assert.equal(store.kept.size, 0);
});

test("a no heard while the yes is on its way takes it back", async () => {
  const { heard, deeds, store } = scene();
  const first = heard.hear(YES);
  await Promise.resolve();
  await Promise.all([first, heard.hear(NO)]);
  assert.deepEqual(deeds, ["yes", "withdrawal"]);
  assert.equal(store.kept.size, 0);
  assert.equal(heard.receipt(), null);
});

test("a no straight after a yes leaves nothing but the proof", async () => {
  const { heard, deeds } = scene();
  await Promise.all([heard.hear(YES), heard.hear(NO)]);
  assert.deepEqual(deeds, ["no"]);
});

test("a withdrawal that the pool did not hear is told again", async () => {
  const { heard, deeds, store, online } = scene();
  await heard.hear(YES);
  online(false);
  await heard.hear(NO);
  assert.equal(heard.receipt(), null);
  online(true);
  await heard.hear({ ...NO, fresh: false });
  assert.deepEqual(deeds, ["yes", "hand", "visit", "withdrawal", "withdrawal"]);
  assert.equal(store.kept.size, 0);
});

test("an id is handed over with each page, once a page, until it has arrived", async () => {
  const { heard, next, deeds, loads } = scene();
  const handed = () => deeds.filter((deed) => deed === "hand").length;
  const again = { ...YES, fresh: false };
  loads(false);
  await heard.hear(YES);
  await heard.hear(again);
  assert.equal(handed(), 1);
  await next().hear(again);
  assert.equal(handed(), 2);
  loads(true);
  await next().hear(again);
  await next().hear(again);
  assert.equal(handed(), 3);
});

test("a new yes on the same page brings its own handover", async () => {
  const { heard, deeds, loads, offers } = scene();
  loads(false);
  await heard.hear(YES);
  await heard.hear(NO);
  offers("another");
  await heard.hear(YES);
  assert.deepEqual(deeds.slice(-3), ["yes", "another", "visit"]);
});

test("a handover is given up with its receipt", async () => {
  const { heard, next, deeds, loads, later } = scene();
  loads(false);
  await heard.hear(YES);
  later(6_000);
  await next().hear({ ...YES, fresh: false });
  assert.deepEqual(deeds, ["yes", "hand", "visit"]);
});

test("a yes that a tool only remembers proves nothing", async () => {
  const { heard, deeds, store } = scene();
  await heard.hear({ ...YES, fresh: false });
  assert.deepEqual(deeds, []);
  assert.equal(store.kept.size, 0);
});

test("one proof a refusal, and another after a change of mind", async () => {
  const { heard, deeds } = scene();
  await heard.hear(NO);
  await heard.hear(NO);
  assert.deepEqual(deeds, ["no"]);
  await heard.hear(YES);
  await heard.hear(NO);
  assert.deepEqual(deeds, ["no", "yes", "hand", "visit", "withdrawal"]);
});

test("a remembered no asks nothing", async () => {
  const { heard, deeds } = scene();
  await heard.hear({ ...NO, fresh: false });
  assert.deepEqual(deeds, []);
});

test("Global Privacy Control makes a yes a silent no", async () => {
  const { heard, deeds } = scene({ gpc: true });
  await heard.hear(YES);
  assert.deepEqual(deeds, []);
});
