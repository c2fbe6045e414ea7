import assert from "node:assert/strict";
import { test } from "node:test";
import { type TcData, grants, isAsked, isChoice } from "./tc-data.ts";

const US = 755;
const YES = {
  cmpStatus: "loaded",
  eventStatus: "tcloaded",
  gdprApplies: true,
  isServiceSpecific: true,
  tcString: "C",
  purpose: { consents: { 1: true, 3: true, 4: true, 7: true } },
  vendor: { consents: { 755: true }, disclosedVendors: { 755: true } },
  publisher: { restrictions: {} },
} satisfies TcData;

const restricted = (type: number, purpose = 3): TcData => ({
  ...YES,
  publisher: { restrictions: { [purpose]: { 755: type } } },
});

test("all purposes, our vendor and our disclosure make a yes", () => {
  assert.equal(grants(YES, US), true);
  // "Require consent" is what we do; another vendor's bar is not ours.
  assert.equal(grants(restricted(1), US), true);
  assert.equal(grants({ ...YES, publisher: { restrictions: { 3: { 12: 0 } } } }, US), true);
  assert.equal(grants(restricted(0, 9), US), true);
});

test("whatever is missing or odd makes a no", () => {
  const { vendor } = YES;
  const without = (purpose: number) => ({
    ...YES,
    purpose: { consents: { ...YES.purpose.consents, [purpose]: false } },
  });
  const cases: TcData[] = [
    {},
    ...[1, 3, 4, 7].map(without),
    { ...YES, vendor: { ...vendor, consents: {} } },
    { ...YES, vendor: { ...vendor, disclosedVendors: {} } },
    { ...YES, vendor: { consents: { 755: true } } },
    { ...YES, isServiceSpecific: false },
    { ...YES, gdprApplies: false },
    { ...YES, tcString: "" },
    restricted(0),
    restricted(2),
    // A string where a table belongs, as old tools wrote it.
    { ...YES, purpose: { consents: "1111111" as never } },
  ];
  for (const data of cases) assert.equal(grants(data, US), false, JSON.stringify(data));
  assert.equal(grants(YES, 12), false);
});

test("only a finished tool has a choice to tell", () => {
  assert.equal(isChoice(YES), true);
  assert.equal(isChoice({ ...YES, eventStatus: "useractioncomplete" }), true);
  assert.equal(isChoice({ ...YES, eventStatus: "cmpuishown" }), false);
  for (const cmpStatus of ["stub", "loading", "error"]) {
    assert.equal(isChoice({ ...YES, cmpStatus }), false);
  }
});

test("a tool that does not disclose us has not asked about us", () => {
  assert.equal(isAsked(YES, US), true);
  assert.equal(isAsked({ ...YES, vendor: { consents: { 755: false } } }, US), false);
  assert.equal(isAsked(YES, 12), false);
});
