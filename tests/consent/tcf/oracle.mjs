/**
 * The IAB's own library as an oracle: one JSON request a line, one JSON answer a line.
 * `{"decode": text}` gives its reading or `{"error"}`; `{"encode": {...}}` a string.
 * Argument: the folder whose node_modules holds @iabtechlabtcf/core.
 */

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "package.json"));
const { GVL, PurposeRestriction, TCModel, TCString } = require("@iabtechlabtcf/core");

const ids = (vector) => {
  const found = [];
  vector.forEach((has, id) => has && found.push(id));
  return found;
};

function decode(text) {
  const read = TCString.decode(text);
  return {
    created: read.created.getTime(),
    lastUpdated: read.lastUpdated.getTime(),
    cmp: [read.cmpId, read.cmpVersion, read.consentScreen],
    language: read.consentLanguage,
    country: read.publisherCountryCode,
    listVersion: read.vendorListVersion,
    policy: read.policyVersion,
    serviceSpecific: read.isServiceSpecific,
    nonStandard: read.useNonStandardTexts,
    oneTreatment: read.purposeOneTreatment,
    specialFeatures: ids(read.specialFeatureOptins),
    consent: ids(read.purposeConsents),
    interest: ids(read.purposeLegitimateInterests),
    vendors: ids(read.vendorConsents),
    interests: ids(read.vendorLegitimateInterests),
    disclosed: ids(read.vendorsDisclosed),
    publisher: [ids(read.publisherConsents), ids(read.publisherLegitimateInterests)],
    restrictions: read.publisherRestrictions.getRestrictions().map((one) => [
      one.purposeId,
      one.restrictionType,
      read.publisherRestrictions.getVendors(one),
    ]),
  };
}

/** A list of so many vendors, each flexible and with every purpose by some basis. */
function list(count) {
  const named = (numbers) =>
    Object.fromEntries(numbers.map((id) => [id, { id, name: `${id}`, description: "" }]));
  const numbers = (n) => Array.from({ length: n }, (_, place) => place + 1);
  const entry = (id) => ({
    id,
    name: `${id}`,
    purposes: [1, 3, 4, 5, 6],
    legIntPurposes: [2, 7, 8, 9, 10, 11],
    flexiblePurposes: [2, 7, 8, 9, 10, 11],
    specialPurposes: [],
    features: [],
    specialFeatures: [],
  });
  return new GVL({
    gvlSpecificationVersion: 3,
    vendorListVersion: 170,
    tcfPolicyVersion: 5,
    lastUpdated: "2026-09-03T16:00:00Z",
    purposes: named(numbers(11)),
    specialPurposes: named(numbers(3)),
    features: named(numbers(3)),
    specialFeatures: named(numbers(2)),
    stacks: {},
    dataCategories: {},
    vendors: Object.fromEntries(numbers(count).map((id) => [id, entry(id)])),
  });
}

function encode({ count, created, consent, interest, vendors, interests, restrictions }) {
  const model = new TCModel(list(count));
  model.cmpId = 92;
  model.cmpVersion = 3;
  model.publisherCountryCode = "FR";
  model.isServiceSpecific = true;
  model.created = new Date(created);
  model.lastUpdated = new Date(created);
  model.purposeConsents.set(consent);
  model.purposeLegitimateInterests.set(interest);
  model.vendorConsents.set(vendors);
  model.vendorLegitimateInterests.set(interests);
  model.setAllVendorsDisclosed();
  for (const [purpose, kind, whom] of restrictions) {
    const restriction = new PurposeRestriction(purpose, kind);
    for (const vendor of whom) model.publisherRestrictions.add(vendor, restriction);
  }
  return { text: TCString.encode(model) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    answer = asked.encode ? encode(asked.encode) : decode(asked.decode);
  } catch (error) {
    answer = { error: `${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
