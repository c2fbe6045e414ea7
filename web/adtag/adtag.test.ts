import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { AdAnswer } from "../contract/wire.ts";
import { readAnswer } from "./answer.ts";
import { noteShown, shownLately } from "./cap.ts";
import { PATIENCE_MS, watchConsent } from "./consent.ts";
import { inserts } from "./insert.ts";
import { popup } from "./popup.ts";

const AD: AdAnswer = {
  format: "insert",
  width: 300,
  height: 250,
  frame: "https://ads.fr/frame/x",
  label: "Publicité – Condor",
};
const DAY_MS = 86_400_000;

const place = (): Element => ({ getAttribute: () => "key" }) as unknown as Element;

test("an answer needs a frame on the web and a size", () => {
  assert.deepEqual(readAnswer(AD), AD);
  assert.equal(readAnswer({ ...AD, frame: "javascript:alert(1)" }), null);
  assert.equal(readAnswer({ ...AD, width: "300" }), null);
  assert.equal(readAnswer({ ...AD, height: 0 }), null);
  assert.equal(readAnswer(null), null);
});

test("a filled place is never asked for again", async () => {
  const asked: boolean[] = [];
  const places = inserts(async (_key, yes) => (asked.push(yes), AD), () => undefined);
  const one = place();
  await places.fill([one], false);
  await places.fill([one], true);
  assert.deepEqual(asked, [false]);
});

test("a place left empty after a no may be filled by a later yes, once", async () => {
  const asked: boolean[] = [];
  const places = inserts(async (_key, yes) => (asked.push(yes), null), () => undefined);
  const one = place();
  for (const yes of [false, false, true, true]) await places.fill([one], yes);
  assert.deepEqual(asked, [false, true]);
});

function listening(said: unknown, gpc = false) {
  let late = (): void => undefined;
  const window = {
    document: new EventTarget(),
    toileConsent: said,
    navigator: { globalPrivacyControl: gpc } as unknown as Navigator,
    setTimeout: ((run: () => void, ms: number) => {
      assert.equal(ms, PATIENCE_MS);
      late = run;
      return 1;
    }) as unknown as Window["setTimeout"],
  };
  const changed = mock.fn();
  const consent = watchConsent(
    window,
    (page, heard) => {
      const signal = (page.toileConsent ?? null) as { choice: "yes" | "no" } | null;
      if (signal) heard(signal as never);
    },
    changed,
  );
  return { consent, changed, expire: () => late() };
}

test("silence becomes a no, in time", () => {
  const { consent, changed, expire } = listening(undefined);
  assert.equal(consent.now(), "unknown");
  expire();
  assert.equal(consent.now(), "no");
  assert.equal(changed.mock.callCount(), 1);
});

test("a yes that was said stays when time is up", () => {
  const { consent, expire } = listening({ choice: "yes" });
  expire();
  assert.equal(consent.now(), "yes");
});

test("Global Privacy Control makes a yes a no", () => {
  assert.equal(listening({ choice: "yes" }, true).consent.now(), "no");
});

function memory() {
  const kept = new Map<string, string>();
  return () => ({
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  });
}

test("a pop-up is capped for 24 hours", () => {
  const store = memory();
  assert.equal(shownLately(store, DAY_MS * 9), false);
  assert.equal(noteShown(store, DAY_MS * 9), true);
  assert.equal(shownLately(store, DAY_MS * 10 - 1), true);
  assert.equal(shownLately(store, DAY_MS * 10), false);
});

test("what was never shown was not shown lately, whatever the clock says", () => {
  assert.equal(shownLately(memory(), 0), false);
});

test("where nothing can be noted nothing is shown", () => {
  const forbidden = (): never => {
    throw new Error("SecurityError");
  };
  assert.equal(shownLately(forbidden, 1), true);
  assert.equal(noteShown(forbidden, 1), false);
});

function popupScene(given: Partial<{ consents: boolean; free: boolean }> = {}) {
  const state = { consents: true, free: true, ...given };
  const opened: AdAnswer[] = [];
  const fires: (() => void)[] = [];
  const ask = mock.fn(async () => ({ ...AD, format: "popup" }) as AdAnswer);
  const store = memory();
  const world = {
    ask,
    store,
    now: () => DAY_MS * 9,
    consents: () => state.consents,
    free: () => state.free,
    watch: (fired: () => void) => (fires.push(fired), () => void fires.pop()),
    open: (ad: AdAnswer) => void opened.push(ad),
  };
  const settle = (): Promise<void> => new Promise((done) => setImmediate(done));
  const fire = (): Promise<void> => (fires.forEach((each) => each()), settle());
  return { state, opened, ask, fire, armed: popup(world), store };
}

test("the decision is asked only when a trigger fires, and once", async () => {
  const { armed, ask, opened, fire } = popupScene();
  armed.arm("key");
  armed.arm("key");
  assert.equal(ask.mock.callCount(), 0);
  await fire();
  await fire();
  assert.equal(ask.mock.callCount(), 1);
  assert.equal(opened.length, 1);
});

test("a yes taken back, or another dialog, keeps it shut", async () => {
  for (const given of [{ consents: false }, { free: false }]) {
    const { armed, ask, fire } = popupScene(given);
    armed.arm("key");
    await fire();
    assert.equal(ask.mock.callCount(), 0);
  }
});

test("a decision made already is not asked for again", async () => {
  const { armed, ask, opened, fire } = popupScene();
  armed.arm("key", { ...AD, format: "popup" });
  await fire();
  assert.equal(ask.mock.callCount(), 0);
  assert.equal(opened.length, 1);
});

test("one shown in another tab meanwhile counts", async () => {
  const { armed, ask, fire, store } = popupScene();
  armed.arm("key");
  noteShown(store, DAY_MS * 9);
  await fire();
  assert.equal(ask.mock.callCount(), 0);
});
