/** What the embedding line says: whose pool, which site, and facts about this page. */

export interface Site {
  /** Where the pool is, without a slash at the end. */
  readonly pool: string;
  readonly key: string;
  readonly film: string | null;
  readonly cinema: string | null;
  /** The consent tool to listen to, or `auto`; none where the page signals by itself. */
  readonly consent: string | null;
}

const TOOL = /^[a-z-]+$/;
// The banner of Toile speaks the page signal, which is always heard.
const OWN = "toile";

/** What the pixel needs of its own script element. */
export interface Tag {
  readonly src: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
}

/** Read the script element; `null` when it carries no key. */
export function siteOf(tag: Tag): Site | null {
  const address = new URL(tag.src);
  const key = tag.dataset.site || address.searchParams.get("site");
  if (!key) return null;
  const { consent } = tag.dataset;
  return {
    pool: new URL(".", address).href.slice(0, -1),
    key,
    film: tag.dataset.film || null,
    cinema: tag.dataset.cinema || null,
    consent: consent && consent !== OWN && TOOL.test(consent) ? consent : null,
  };
}
