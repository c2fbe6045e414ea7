/**
 * Toile's bid adapter for Prebid.js: one POST a host and exchange, OpenRTB 2.6.
 *
 * Laid out as a file of Prebid.js's own `modules/`, so that it can be put there as it
 * is. What it asks and how a publisher sets it up: docs/howto/prebid.md.
 */

import { ortbConverter } from "../libraries/ortbConverter/converter.js";
import { type BidderSpec, registerBidder } from "../src/adapters/bidderFactory.js";
import { config } from "../src/config.js";
import { BANNER, NATIVE, VIDEO } from "../src/mediaTypes.js";
import { logWarn } from "../src/utils/logging.js";

const BIDDER = "toile";
const EXCHANGE = "prebid";
const CURRENCY = "EUR";
/** Seconds that a bid holds, where it does not say. */
const TTL = 300;
const MACRO = /\$\{(AUCTION_[A-Z_]+)\}/g;

export interface ToileBidParams {
  /** The host of the ads wing, as the operator gave it: `ads.toile.example`. */
  host: string;
  /** The exchange's short name, `prebid` unless the operator says otherwise. */
  exchange?: string;
  /** The placement's tag, where a page has several of one size (`imp.tagid`). */
  placement?: string;
}

declare module "../src/adUnits" {
  interface BidderParams {
    [BIDDER]: ToileBidParams;
  }
}

type Spec = BidderSpec<typeof BIDDER>;
type Syncs = Parameters<NonNullable<Spec["getUserSyncs"]>>;
type Gdpr = Syncs[2] | undefined;
type Won = Parameters<NonNullable<Spec["onBidWon"]>>[0] & {
  nurl?: string;
  burl?: string;
};

const converter = ortbConverter<typeof BIDDER>({
  context: {
    netRevenue: true,
    ttl: TTL,
    currency: CURRENCY,
    // Impressions of native ads are counted by image.
    nativeRequest: { eventtrackers: [{ event: 1, methods: [1] }] },
  },
  imp(build, bidRequest, context) {
    const imp = build(bidRequest, context);
    const { placement } = bidRequest.params;
    if (placement) imp.tagid = placement;
    return imp;
  },
  request(build, imps, bidderRequest, context) {
    const request = build(imps, bidderRequest, context);
    // Prebid.js's winner pays what it bid.
    request.at = 1;
    request.cur = [CURRENCY];
    if (request.user) request.user = withoutIds(request.user);
    return request;
  },
  bidResponse(build, bid, context) {
    const values: Record<string, string> = {
      AUCTION_ID: context.ortbRequest.id ?? "",
      AUCTION_BID_ID: context.ortbResponse.bidid ?? "",
      AUCTION_IMP_ID: bid.impid,
      AUCTION_SEAT_ID: context.seatbid.seat ?? "",
      AUCTION_AD_ID: bid.adid ?? "",
      AUCTION_PRICE: String(bid.price),
      AUCTION_CURRENCY: context.ortbResponse.cur ?? CURRENCY,
    };
    const fill = (text: string) =>
      text.replace(MACRO, (_, name: string) => encodeURIComponent(values[name] ?? ""));
    // Prebid.js would take the address of the win notice for one of a VAST document.
    const { nurl, burl, adm, ...rest } = bid;
    const response = build(adm ? { ...rest, adm: fill(adm) } : rest, context);
    return Object.assign(response, nurl && { nurl: fill(nurl) }, burl && { burl: fill(burl) });
  },
});

/** Others' ids are not ours to receive; our own comes as a cookie, with consent. */
function withoutIds<User extends object>(user: User): User {
  const { buyeruid: _id, eids: _eids, ...rest } = user as Record<string, unknown>;
  if (rest["ext"]) {
    const { eids: _older, ...ext } = rest["ext"] as Record<string, unknown>;
    rest["ext"] = ext;
  }
  return rest as User;
}

/** Doubt means no: only a yes to purpose 1, or a law that does not apply, lets store. */
function mayStore(consent: Gdpr): boolean {
  if (consent?.gdprApplies === false) return true;
  return consent?.vendorData?.purpose?.consents?.[1] === true;
}

function tell(notice: string): void {
  new Image().src = notice;
}

/** The origin of a host; on a developer's machine it may be written with `http://`. */
function originOf(host: unknown): string | undefined {
  if (typeof host !== "string" || !host) return undefined;
  const text = host.includes("://") ? host : `https://${host}`;
  try {
    const { protocol, hostname, origin, href } = new URL(text);
    const here = hostname === "localhost" || hostname.endsWith(".localhost");
    const safe = protocol === "https:" || (here && protocol === "http:");
    return safe && href === `${origin}/` ? origin : undefined;
  } catch {
    return undefined;
  }
}

function addressOf({ host, exchange }: ToileBidParams): string {
  // Who looks for the reason of a no-bid is told it, where the operator allows that.
  const debug = config.getConfig("debug") ? "?debug=1" : "";
  return `${originOf(host)}/openrtb/${encodeURIComponent(exchange || EXCHANGE)}${debug}`;
}

/** Make the adapter; it remembers which hosts it has asked, for the user syncs. */
export function makeSpec(): Spec {
  const asked = new Set<string>();
  return {
    code: BIDDER,
    supportedMediaTypes: [BANNER, VIDEO, NATIVE],

    isBidRequestValid({ params }) {
      const valid = originOf(params?.host) !== undefined;
      if (!valid) logWarn(`${BIDDER}: params.host is the operator's host, such as ads.example`);
      return valid;
    },

    buildRequests(bidRequests, bidderRequest) {
      const groups = new Map<string, typeof bidRequests>();
      for (const each of bidRequests) {
        const address = addressOf(each.params);
        groups.set(address, [...(groups.get(address) ?? []), each]);
      }
      return [...groups].map(([url, bids]) => {
        asked.add(new URL(url).origin);
        return {
          method: "POST",
          url,
          data: converter.toORTB({ bidRequests: bids, bidderRequest }),
          // The cookie goes along only where it might have been set, too.
          options: {
            contentType: "text/plain",
            withCredentials: mayStore(bidderRequest.gdprConsent),
          },
        };
      });
    },

    interpretResponse({ body }, request) {
      if (body?.nbr !== undefined) logWarn(`${BIDDER}: no bid, ${body.ext?.reason ?? body.nbr}`);
      if (!body?.seatbid) return [];
      return converter.fromORTB({ response: body, request: request.data });
    },

    getUserSyncs(options, _responses, gdpr, _usp, gpp) {
      if (!options.iframeEnabled || !mayStore(gdpr)) return [];
      const query = new URLSearchParams({
        gdpr: gdpr?.gdprApplies ? "1" : "0",
        gdpr_consent: gdpr?.consentString ?? "",
        ...(gpp?.gppString && {
          gpp: gpp.gppString,
          gpp_sid: (gpp.applicableSections ?? []).join(","),
        }),
      });
      return [...asked].map((origin) => ({ type: "iframe", url: `${origin}/sync?${query}` }));
    },

    onBidWon({ nurl }: Won) {
      if (nurl) tell(nurl);
    },

    onBidBillable({ burl }: Won) {
      if (burl) tell(burl);
    },
  };
}

registerBidder(makeSpec());
