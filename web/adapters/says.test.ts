import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConsentSignal } from "../contract/signal.ts";
import { type Reading, type Telling, teller } from "./says.ts";

function scene({ elsewhere = false } = {}) {
  const hand = { isActive: false };
  const said: string[] = [];
  const target = new EventTarget();
  target.addEventListener("toile:consent", (event) => {
    const { choice, fresh } = (event as CustomEvent<ConsentSignal>).detail;
    said.push(fresh ? `${choice}!` : choice);
  });
  const page: Telling = {
    navigator: { userActivation: hand },
    document: Object.assign(target, { documentElement: { lang: "fr" } }),
  };
  let held: Reading | null = null;
  const read = (): Reading | null => {
    if (broken) throw new Error("broken");
    return held;
  };
  let broken = false;
  const tell = teller("t", read, page, elsewhere);
  return {
    said,
    tell,
    hand,
    hold: (choice: "yes" | "no" | null) => void (held = choice && { choice }),
    breaks: () => (broken = true),
  };
}

test("what a tool holds when it is first looked at is remembered, not fresh", () => {
  const { said, tell, hand, hold } = scene();
  hand.isActive = true;
  hold("yes");
  tell();
  assert.deepEqual(said, ["yes"]);
});

test("a change by a hand is fresh; by none, or of the tool's own word, it is not", () => {
  const { said, tell, hand, hold } = scene();
  tell();
  hold("yes");
  tell();
  hold("no");
  tell(true);
  assert.deepEqual(said, ["yes", "no"]);
  hand.isActive = true;
  hold("yes");
  tell();
  hold("no");
  tell(false);
  assert.deepEqual(said.slice(2), ["yes!", "no"]);
});

test("a choice is said once, and again only when it is made anew", () => {
  const { said, tell, hand, hold } = scene();
  hold("yes");
  tell();
  tell();
  hand.isActive = true;
  tell(true);
  tell(true);
  assert.deepEqual(said, ["yes", "yes!"]);
});

test("a yes that a tool forgets or can no longer tell is a no", () => {
  const forgets = scene();
  forgets.hold("yes");
  forgets.tell();
  forgets.hold(null);
  forgets.tell();
  assert.deepEqual(forgets.said, ["yes", "no"]);
  const broken = scene();
  broken.hold("yes");
  broken.tell();
  broken.breaks();
  broken.hand.isActive = true;
  broken.tell(true);
  assert.deepEqual(broken.said, ["yes", "no"]);
});

test("a tool that breaks or has no answer says nothing", () => {
  const { said, tell, breaks } = scene();
  tell();
  breaks();
  tell(true);
  assert.deepEqual(said, []);
});

test("where the banner is in another frame, the tool's word counts", () => {
  const { said, tell, hold } = scene({ elsewhere: true });
  hold("yes");
  tell(true);
  assert.deepEqual(said, ["yes!"]);
});
