/** The adapter with Prebid.js's own converter: what it asks, and what it makes of answers. */

import { warned } from "../page.ts"; // first: Prebid.js wants a page when it is loaded
import assert from "node:assert/strict";
import { test } from "node:test";
import { config } from "../src/config.js";
import { makeSpec } from "./toileBidAdapter.ts";

// Prebid.js's own types want all that an auction holds; here is what the adapter reads.
type Loose = any;

const HOST = "ads.example";
const YES = consent(true, 1, 2, 3, 4, 7);

function consent(applies: boolean | undefined, ...purposes: number[]): Loose {
  const consents = Object.fromEntries(purposes.map((purpose) => [purpose, true]));
  return { gdprApplies: applies, consentString: "TC", vendorData: { purpose: { consents } } };
}

function unit(params: Loose = {}, rest: Loose = {}): Loose {
  return {
    bidder: "toile",
    bidId: "b1",
    params: { host: HOST, ...params },
    mediaTypes: { banner: { sizes: [[300, 600]] } },
    ...rest,
  };
}

function requests(units: Loose[], bidderRequest: Loose = {}, spec: Loose = makeSpec()): Loose[] {
  return spec.buildRequests(units, { timeout: 800, gdprConsent: YES, ...bidderRequest });
}

function answered(bid: Loose, units: Loose[] = [unit()]): Loose {
  const spec: Loose = makeSpec();
  const [request] = requests(units, {}, spec);
  const whole = { id: "x1", impid: "b1", price: 2.5, crid: "c1", w: 300, h: 600, mtype: 1, ...bid };
  const body = { id: request.data.id, cur: "EUR", seatbid: [{ seat: "s", bid: [whole] }] };
  return spec.interpretResponse({ body }, request).bids[0];
}

/** What is loaded as images while something happens. */
function pixels(happens: () => void): string[] {
  const asked: string[] = [];
  class Image {
    set src(address: string) {
      asked.push(address);
    }
  }
  Object.assign(globalThis, { Image });
  happens();
  return asked;
}

test("a host is a name, with https unless it is this machine", () => {
  const valid = (host: unknown) => makeSpec().isBidRequestValid(unit({ host }));
  for (const host of [HOST, "ads.example:8443", `https://${HOST}`, "http://ads.localhost:8100"]) {
    assert.equal(valid(host), true, host);
  }
  for (const host of [undefined, "", 7, `http://${HOST}`, `${HOST}/path`, "javascript:alert(1)"]) {
    assert.equal(valid(host), false, String(host));
  }
});

test("units of one host and exchange are asked for at once", () => {
  const units = [
    unit(),
    unit({ placement: "top" }, { bidId: "b2" }),
    unit({ exchange: "a b" }, { bidId: "b3" }),
  ];
  const [first, second, ...more] = requests(units);
  assert.deepEqual(more, []);
  assert.equal(first.url, "https://ads.example/openrtb/prebid");
  assert.equal(second.url, "https://ads.example/openrtb/a%20b");
  const asked = first.data.imp.map((imp: Loose) => [imp.id, imp.tagid]);
  assert.deepEqual(asked, [
    ["b1", undefined],
    ["b2", "top"],
  ]);
});

test("a request is in euros, at first price, and holds what the publisher gave", () => {
  const pmp = { private_auction: 1, deals: [{ id: "d1", bidfloor: 3, bidfloorcur: "EUR" }] };
  const chain = { ver: "1.0", complete: 1, nodes: [{ asi: "a", sid: "1", hp: 1 }] };
  const ortb2 = {
    site: { page: "https://franceinter.example/article", cat: ["324"], cattax: 9 },
    user: { data: [{ name: "p", ext: { segtax: 4 }, segment: [{ id: "477" }] }] },
    regs: { gpp: "DBAA", gpp_sid: [2], ext: { gdpr: 1, dsa: { dsarequired: 2 } } },
    source: { ext: { schain: chain } },
    bcat: ["IAB7"],
  };
  const [{ data }] = requests([unit({}, { ortb2Imp: { pmp, ext: { gpid: "/1/top" } } })], { ortb2 });
  const { imp, id, ...rest } = data;
  assert.ok(id);
  assert.deepEqual(rest, { ...ortb2, at: 1, cur: ["EUR"], test: 0, tmax: 800 });
  assert.deepEqual(imp[0].pmp, pmp);
  assert.equal(imp[0].ext.gpid, "/1/top");
  assert.deepEqual(imp[0].banner.format, [{ w: 300, h: 600 }]);
});

test("a video and a native unit ask by their own objects", () => {
  const video = { context: "instream", playerSize: [640, 360], mimes: ["video/mp4"], protocols: [7] };
  const nativeOrtbRequest = { ver: "1.2", assets: [{ id: 1, required: 1, title: { len: 90 } }] };
  const [{ data }] = requests([
    unit({}, { mediaTypes: { video } }),
    unit({}, { bidId: "b2", mediaTypes: { native: {} }, nativeOrtbRequest }),
  ]);
  const { w, h, mimes, protocols } = data.imp[0].video;
  assert.deepEqual([w, h, mimes, protocols], [640, 360, ["video/mp4"], [7]]);
  const asked = JSON.parse(data.imp[1].native.request);
  assert.deepEqual(asked.assets, nativeOrtbRequest.assets);
  assert.deepEqual(asked.eventtrackers, [{ event: 1, methods: [1] }]);
});

test("ids of others are not passed on", () => {
  const eids = [{ source: "other.example", uids: [{ id: "secret" }] }];
  const user = { buyeruid: "theirs", eids, yob: 1980, ext: { eids, consent: "TC" } };
  const [{ data }] = requests([unit()], { ortb2: { user } });
  assert.deepEqual(data.user, { yob: 1980, ext: { consent: "TC" } });
  assert.ok(!JSON.stringify(data).includes("secret"));
});

test("the cookie goes along only with purpose 1, or where the GDPR does not apply", () => {
  const sent = (gdprConsent: Loose) => requests([unit()], { gdprConsent })[0].options.withCredentials;
  assert.equal(sent(YES), true);
  assert.equal(sent(consent(false)), true);
  for (const doubt of [consent(true, 2, 3, 4), consent(undefined), undefined, null]) {
    assert.equal(sent(doubt), false);
  }
});

test("syncs are one frame a host, with consent and where frames are allowed", () => {
  const spec: Loose = makeSpec();
  requests([unit(), unit({ host: "ads.other" }, { bidId: "b2" })], {}, spec);
  const frames = { iframeEnabled: true, pixelEnabled: true };
  const gpp = { gppString: "DBAA", applicableSections: [2, 6] };
  const signals = "gdpr=1&gdpr_consent=TC&gpp=DBAA&gpp_sid=2%2C6";
  assert.deepEqual(spec.getUserSyncs(frames, [], YES, undefined, gpp), [
    { type: "iframe", url: `https://ads.example/sync?${signals}` },
    { type: "iframe", url: `https://ads.other/sync?${signals}` },
  ]);
  assert.deepEqual(spec.getUserSyncs({ ...frames, iframeEnabled: false }, [], YES), []);
  for (const doubt of [consent(true, 2), consent(undefined), undefined, null]) {
    assert.deepEqual(spec.getUserSyncs(frames, [], doubt), []);
  }
  assert.deepEqual((makeSpec() as Loose).getUserSyncs(frames, [], YES), []);
});

test("a banner bid keeps its deal, its lifetime and what the DSA asks", () => {
  const dsa = { behalf: "Condor", paid: "Condor", adrender: 1 };
  const bid = answered({
    adm: "<b>ad</b>",
    adomain: ["condor.example"],
    dealid: "d1",
    exp: 60,
    attr: [6],
    ext: { dsa },
  });
  assert.equal(bid.mediaType, "banner");
  assert.equal(bid.ad, "<b>ad</b>");
  const told = [bid.cpm, bid.currency, bid.netRevenue, bid.dealId, bid.ttl, bid.creativeId];
  assert.deepEqual(told, [2.5, "EUR", true, "d1", 60, "c1"]);
  assert.deepEqual(bid.meta.dsa, dsa);
  assert.deepEqual(bid.meta.advertiserDomains, ["condor.example"]);
});

test("a video bid is a VAST document, never an address", () => {
  const units = [unit({}, { mediaTypes: { video: { context: "instream", mimes: ["video/mp4"] } } })];
  const adm = "<VAST><Impression>https://ads.example/imp?p=${AUCTION_PRICE}</Impression></VAST>";
  const bid = answered({ mtype: 2, adm, nurl: "https://ads.example/win?p=${AUCTION_PRICE}" }, units);
  assert.equal(bid.mediaType, "video");
  assert.equal(bid.vastXml, adm.replace("${AUCTION_PRICE}", "2.5"));
  assert.equal(bid.vastUrl, undefined);
});

test("a native bid is read as an OpenRTB native ad", () => {
  const nativeOrtbRequest = { ver: "1.2", assets: [{ id: 1, title: { len: 90 } }] };
  const units = [unit({}, { mediaTypes: { native: {} }, nativeOrtbRequest })];
  const adm = { ver: "1.2", assets: [{ id: 1, title: { text: "film" } }], link: { url: "https://x" } };
  const bid = answered({ mtype: 4, adm: JSON.stringify(adm) }, units);
  assert.equal(bid.mediaType, "native");
  assert.deepEqual(bid.native.ortb, adm);
});

test("a win and a bill are told once each, at the price that was bid", () => {
  const macros = "p=${AUCTION_PRICE}&c=${AUCTION_CURRENCY}&m=${AUCTION_MIN_TO_WIN}";
  const bid = answered({
    adm: "<b>${AUCTION_ID}</b>",
    nurl: `https://ads.example/win?t=1&${macros}`,
    burl: `https://ads.example/bill?t=1&${macros}`,
  });
  assert.ok(!bid.ad.includes("/win"), "a rendered win notice would be told twice");
  assert.match(bid.ad, /^<b>[0-9a-f-]{36}<\/b>$/);
  const filled = "p=2.5&c=EUR&m=";
  // Whatever a publisher makes of the bid afterwards, that is what it costs.
  const sold = { ...bid, cpm: 9.9, currency: "USD" };
  const spec: Loose = makeSpec();
  assert.deepEqual(pixels(() => spec.onBidWon(sold)), [`https://ads.example/win?t=1&${filled}`]);
  assert.deepEqual(pixels(() => spec.onBidBillable(sold)), [`https://ads.example/bill?t=1&${filled}`]);
  const bare = answered({ adm: "x" });
  assert.deepEqual(pixels(() => (spec.onBidWon(bare), spec.onBidBillable(bare))), []);
});

test("the reason of a no-bid is asked for and told to who looks for it", () => {
  const spec: Loose = makeSpec();
  config.setConfig({ debug: true });
  const [request] = requests([unit()], {}, spec);
  warned.length = 0;
  spec.interpretResponse({ body: { id: "1", nbr: 7, ext: { reason: "blocked_site" } } }, request);
  spec.interpretResponse({ body: { id: "1", nbr: 7 } }, request);
  config.setConfig({ debug: false });
  assert.equal(request.url, "https://ads.example/openrtb/prebid?debug=1");
  assert.match(warned[0] ?? "", /toile: no bid, blocked_site/);
  assert.match(warned[1] ?? "", /toile: no bid, 7/);
});

test("no bid, in whichever words, is none", () => {
  const spec: Loose = makeSpec();
  const [request] = requests([unit()], {}, spec);
  for (const body of ["", undefined, null, {}, { id: "1", nbr: 8 }]) {
    assert.deepEqual(spec.interpretResponse({ body }, request), []);
  }
});
