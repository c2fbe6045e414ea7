import assert from "node:assert/strict";
import { test } from "node:test";
import { type SignalPage, announce, hearPage, readSignal } from "./signal.ts";

const SIGNAL = {
  choice: "yes",
  fresh: true,
  tool: "t",
  tool_version: "1",
  text_version: "x",
  language: "fr",
} as const;

test("a signal is heard whether it came before or comes after", () => {
  const page: SignalPage = { document: new EventTarget(), toileConsent: SIGNAL };
  const heard: string[] = [];
  hearPage(page, (signal) => void heard.push(signal.choice));
  announce(page, { ...SIGNAL, choice: "no" });
  assert.deepEqual(heard, ["yes", "no"]);
});

test("what is no clear yes or no says nothing", () => {
  for (const value of [null, undefined, "yes", true, {}, { choice: true }, { choice: "Yes" }]) {
    assert.equal(readSignal(value), null);
  }
});

test("fresh must be said outright, and words must be words", () => {
  const read = readSignal({ choice: "no", fresh: "true", tool: 3 });
  assert.equal(read?.fresh, false);
  assert.equal(read?.tool, "page");
});
