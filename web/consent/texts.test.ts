import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { remembered, written } from "./choice.ts";
import history from "./history.json";
import { TEXTS, VERSION, languageOf, versionOf } from "./texts.ts";

/**
 * Each version ever shown and the hash of its words. Words changed? Give the text a new
 * VERSION and add a line; never change a line that was released.
 */
const GOLDEN: Readonly<Record<string, string>> = {
  "toile-fr-1": "06a2ec0ffecc3227",
  "toile-en-1": "f45543eb172dbdaa",
  "toile-fr-2": "c50745b14d09b10a",
  "toile-en-2": "920040535b304f7f",
};

const hashOf = (words: unknown): string =>
  createHash("sha256").update(JSON.stringify(words)).digest("hex").slice(0, 16);

test("a text that changes changes its version", () => {
  for (const language of ["fr", "en"] as const) {
    const hash = hashOf(TEXTS[language]);
    assert.equal(GOLDEN[VERSION[language]], hash, `${VERSION[language]} → ${hash}`);
  }
});

test("the words of every version ever shown are kept", () => {
  const kept = Object.entries(history).map(([version, words]) => [version, hashOf(words)]);
  assert.deepEqual(Object.fromEntries(kept), GOLDEN);
});

test("the tag's language goes before the page's, French before all", () => {
  assert.equal(languageOf(undefined, "en-GB"), "en");
  assert.equal(languageOf("fr", "en"), "fr");
  assert.equal(languageOf("en", "fr"), "en");
  assert.equal(languageOf(undefined, "de"), "fr");
});

test("another list of controllers is another text", () => {
  assert.equal(versionOf("fr", ""), VERSION.fr);
  assert.notEqual(versionOf("fr", "7"), VERSION.fr);
});

test("a choice is remembered for the text it was made about, and no other", () => {
  const cookie = written({ toile: true }, "v1");
  assert.deepEqual(remembered(cookie, "v1"), { toile: true });
  assert.deepEqual(remembered(written({ toile: false }, "v1"), "v1"), { toile: false });
  assert.deepEqual(remembered(cookie, "v2"), {});
  for (const odd of ["", "x", "null", "[]", '{"toile":"yes","version":"v1"}']) {
    assert.deepEqual(remembered(odd, "v1"), {});
  }
});
