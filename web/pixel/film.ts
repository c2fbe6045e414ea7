/** Which film a page is about: said by the site, else read from its schema.org data. */

const LONGEST = 200;
const ALLOCINE = /^https?:\/\/(www\.)?allocine\.fr\/film\//;

/** What is needed of a document. */
export interface FilmPage {
  querySelector(selector: string): Pick<Element, "getAttribute"> | null;
  querySelectorAll(selector: string): Iterable<Pick<Element, "textContent">>;
}

export function filmOf(page: FilmPage, said: string | null): string | null {
  const film =
    said ||
    page.querySelector('meta[name="toile:film"]')?.getAttribute("content") ||
    theOneFilm(page.querySelectorAll('script[type="application/ld+json"]'));
  return film ? film.slice(0, LONGEST) : null;
}

/** A page that lists several films is about none of them. */
function theOneFilm(scripts: Iterable<Pick<Element, "textContent">>): string | null {
  const films = new Set<string>();
  for (const script of scripts) {
    try {
      collect(JSON.parse(script.textContent || ""), films);
    } catch {
      // A site's broken JSON-LD is its own affair.
    }
  }
  const [film] = films;
  return films.size === 1 && film ? film : null;
}

function collect(node: unknown, films: Set<string>): void {
  if (Array.isArray(node)) {
    for (const each of node) collect(each, films);
  } else if (node && typeof node === "object") {
    const thing = node as Record<string, unknown>;
    const types = list(thing["@type"]);
    if (types.includes("Movie")) {
      const film = nameOf(thing);
      if (film) films.add(film);
    }
    if (types.includes("ScreeningEvent")) collect(thing.workPresented, films);
    collect(thing["@graph"], films);
  }
}

/** An Allociné page names a film better than its title does. */
function nameOf(movie: Record<string, unknown>): string | null {
  for (const link of [...list(movie.sameAs), movie.url, movie["@id"]]) {
    if (typeof link === "string" && ALLOCINE.test(link)) return link;
  }
  return typeof movie.name === "string" ? movie.name.trim() : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
