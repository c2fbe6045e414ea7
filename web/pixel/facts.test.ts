import assert from "node:assert/strict";
import { test } from "node:test";
import { type FilmPage, filmOf } from "./film.ts";
import { pageOf } from "./page.ts";
import { type Store, held, valid } from "./receipt.ts";
import { siteOf } from "./site.ts";

const address = (href: string): URL => new URL(href);

test("a page is its path, and its route where routes hide behind the hash", () => {
  const cases = [
    ["https://r.fr/film/1?utm=x", "https://r.fr/film/1"],
    ["https://r.fr/#top", "https://r.fr/"],
    ["https://r.fr/#/film/7?id=3", "https://r.fr/#/film/7"],
    ["https://r.fr/a#!/b#c", "https://r.fr/a#!/b"],
    ["https://r.fr/#showsession?id=emsx1", "https://r.fr/"],
  ] as const;
  for (const [given, page] of cases) assert.equal(pageOf(address(given)), page);
});

test("the tag says where the pool is, and the site's key", () => {
  const site = siteOf({ src: "https://pool.fr/a/pixel.js?site=k&x=1", dataset: {} });
  const none = { film: null, cinema: null, consent: null };
  assert.deepEqual(site, { pool: "https://pool.fr/a", key: "k", ...none });
  const dataset = { site: "other", film: "F", cinema: "C", consent: "tcf" };
  assert.deepEqual(siteOf({ src: "https://pool.fr/pixel.js?site=k", dataset }), {
    pool: "https://pool.fr",
    key: "other",
    film: "F",
    cinema: "C",
    consent: "tcf",
  });
  assert.equal(siteOf({ src: "https://pool.fr/pixel.js", dataset: {} }), null);
});

test("a consent tool is a plain name; our own banner needs no adapter", () => {
  for (const [said, consent] of [
    ["tcf", "tcf"],
    ["wp-consent-api", "wp-consent-api"],
    ["toile", null],
    ["", null],
    ["../../me", null],
    ["https://x.fr/a", null],
    [undefined, null],
  ] as const) {
    const site = siteOf({ src: "https://pool.fr/pixel.js?site=k", dataset: { consent: said } });
    assert.equal(site?.consent, consent);
  }
});

function pageWith(...scripts: unknown[]): FilmPage {
  return {
    querySelector: () => null,
    querySelectorAll: () =>
      scripts.map((script) => ({
        textContent: typeof script === "string" ? script : JSON.stringify(script),
      })),
  };
}

test("the film is read from schema.org data", () => {
  const movie = { "@type": "Movie", name: " Staline " };
  const allocine = "https://www.allocine.fr/film/fichefilm_gen_cfilm=1.html";
  assert.equal(filmOf(pageWith(movie), null), "Staline");
  assert.equal(filmOf(pageWith({ ...movie, sameAs: ["x", allocine] }), null), allocine);
  const screening = { "@type": ["ScreeningEvent"], workPresented: movie };
  assert.equal(filmOf(pageWith("{broken", { "@graph": [screening] }), null), "Staline");
  assert.equal(filmOf(pageWith(movie), "said"), "said");
  assert.equal(filmOf(pageWith({ ...movie, name: "x".repeat(300) }), null)?.length, 200);
});

test("a page that lists several films is about none", () => {
  const films = [
    { "@type": "Movie", name: "A" },
    { "@type": "Movie", name: "B" },
  ];
  assert.equal(filmOf(pageWith(films), null), null);
  assert.equal(filmOf(pageWith([films[0], films[0]]), null), "A");
});

test("only a receipt of this site and text that has not expired is valid", () => {
  const receipt = { receipt: "r", expires_ms: 10, site: "k", text_version: "t" };
  const store = (written: string): Store => ({
    getItem: () => written,
    setItem: () => undefined,
    removeItem: () => undefined,
  });
  const kept = store(JSON.stringify(receipt));
  assert.deepEqual(valid(kept, "k", "t", 9), receipt);
  assert.equal(valid(kept, "k", "t", 10), null);
  assert.equal(valid(kept, "other", "t", 9), null);
  assert.equal(valid(kept, "k", "other", 9), null);
  assert.equal(held(store("{not json")), null);
  assert.equal(held(store("null")), null);
});
