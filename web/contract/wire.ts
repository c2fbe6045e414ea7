/**
 * What the browser scripts and the edge say to each other.
 *
 * Written by scripts/contract.py from toile.wire.tags; change it there. Every field is
 * present in what either side writes.
 */

export type Choice = "yes" | "no" | "withdrawal";
export type Format = "insert" | "popup";
export type Quartile = "start" | "first" | "midpoint" | "third" | "complete";

/** When a film begins, and in which version (``"VO"``, ``"VF"``; "" if unknown). */
export interface NearScreening {
  readonly starts_ms: number;
  readonly version: string;
}

/** A member cinema that plays the film: as it is called, and its next screenings. */
export interface NearCinema {
  readonly name: string;
  readonly commune: string;
  readonly screenings: readonly NearScreening[];
}

/** The pixel tells of a choice made in the site's consent tool. */
export interface ConsentReport {
  readonly site: string;
  readonly choice: Choice;
  readonly tool: string;
  readonly tool_version: string;
  readonly text_version: string;
  readonly language: string;
  readonly fresh: boolean;
  readonly receipt: string;
  readonly tc_string: string;
}

/** The receipt that each visit will show, and the image that hands the id over. */
export interface ConsentAnswer {
  readonly receipt: string;
  readonly expires_ms: number;
  readonly handover: string;
}

/** The pixel reports a page view; ``receipt`` is the proof of the yes. */
export interface VisitReport {
  readonly site: string;
  readonly receipt: string;
  readonly page: string;
  readonly film: string | null;
  readonly cinema: string | null;
}

/** The decision for a placement: what to show and where its frame is. */
export interface AdAnswer {
  readonly format: Format;
  readonly width: number;
  readonly height: number;
  readonly frame: string;
  readonly label: string;
}

/** A poster or a teaser as the frame loads it. */
export interface FrameMedia {
  readonly url: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** What the creative's frame shows and reports; written into the frame by the edge. */
export interface FrameAd {
  readonly format: Format;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly film_title: string;
  readonly film_rating: string;
  readonly distributor: string;
  readonly poster: FrameMedia;
  readonly teaser: FrameMedia | null;
  readonly impression_url: string;
  readonly view_url: string;
  readonly video_url: string;
  readonly click_url: string;
  readonly why_url: string;
  readonly near: readonly NearCinema[];
  readonly autoplay: boolean;
}

/** What the banner must name; the edge puts it in front of ``consent.js``. */
export interface BannerSite {
  readonly name: string;
  readonly privacy_url: string;
  readonly controllers: readonly BannerController[];
  readonly text_version: string;
}

/** A controller as the banner lists it. */
export interface BannerController {
  readonly name: string;
  readonly role: "distributor" | "operator" | "union";
  readonly privacy_url: string;
}

/** What is held on this browser, in the words of GET /me. */
export interface Held {
  readonly known: boolean;
  readonly visits: readonly HeldVisit[];
  readonly segments: readonly string[];
  readonly consents: readonly HeldConsent[];
  readonly shown: readonly HeldShown[];
  readonly compared: readonly HeldCompared[];
  readonly films: readonly string[];
  readonly clicked: readonly HeldClick[];
  readonly objects: boolean;
}

/** Visits to one cinema: how many consented page views, and the last day (ISO). */
export interface HeldVisit {
  readonly cinema: string;
  readonly count: number;
  readonly last_day: string;
}

/** A yes that holds: of which site, and until when (ISO date). */
export interface HeldConsent {
  readonly site: string;
  readonly until: string;
}

/** An ad of the pool: of which line, shown how often, and the last day (ISO). */
export interface HeldShown {
  readonly line: string;
  readonly count: number;
  readonly last_day: string;
}

/** A campaign's comparison: held out of it or not, since when, film looked up. */
export interface HeldCompared {
  readonly campaign: string;
  readonly held_out: boolean;
  readonly since: string;
  readonly looked_up: boolean;
}

/** The proofs that name this browser, in the words of GET /me/proofs. */
export interface HeldProofs {
  readonly proofs: readonly HeldProof[];
}

/** One answer as it is proven: when (ISO, UTC), asked by what, naming whom. */
export interface HeldProof {
  readonly site: string;
  readonly at: string;
  readonly choice: Choice;
  readonly tool: string;
  readonly tool_version: string;
  readonly text_version: string;
  readonly language: string;
  readonly purposes: readonly number[];
  readonly controllers: readonly string[];
  readonly hash: string;
}

/** A click that earned cinemas something: for which campaign, and the day (ISO). */
export interface HeldClick {
  readonly campaign: string;
  readonly day: string;
}

/** The answer to DELETE /me: an image that makes the ads wing forget as well. */
export interface Erased {
  readonly handover: string;
  readonly done: true;
  readonly number: string;
}

/** What became of an erasure, in the words of GET /me/erasures/{number}. */
export interface ErasureState {
  readonly number: string;
  readonly objects: boolean;
  readonly asked: string;
  readonly places: readonly ErasedPlace[];
}

/** One place that an erasure must reach, and when it had; "" if not yet. */
export interface ErasedPlace {
  readonly place: "ads" | "ads_journal" | "exchanges" | "lab" | "pool" | "pool_journal";
  readonly done: string;
}
