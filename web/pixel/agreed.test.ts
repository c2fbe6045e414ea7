import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConsentSignal } from "../contract/signal.ts";
import { agreed } from "./agreed.ts";

const said = (tool: string, choice: "yes" | "no"): ConsentSignal => ({
  ...{ tool, choice, fresh: true, tool_version: "", text_version: "", language: "fr" },
});

test("one tool is believed as it speaks", () => {
  const together = agreed();
  for (const choice of ["yes", "no", "yes"] as const) {
    assert.deepEqual(together(said("a", choice)), said("a", choice));
  }
});

test("the no of one tool is the no of all, until it says yes itself", () => {
  const together = agreed();
  together(said("a", "no"));
  assert.deepEqual(together(said("b", "yes")), { ...said("a", "no"), fresh: false });
  assert.deepEqual(together(said("b", "no")), said("b", "no"));
  together(said("b", "yes"));
  assert.deepEqual(together(said("a", "yes")), said("a", "yes"));
});
