/** Draw an ad: picture, label, title, link; the label and the reason always in sight. */

import type { FrameAd } from "../../contract/wire.ts";
import { layoutOf } from "./layout.ts";
import { upcoming } from "./near.ts";
import { CTA, NEAR, WHY, linkLabel, ratingOf } from "./words.ts";

const REFRESH_MS = 60_000;

export interface Drawn {
  readonly root: HTMLElement;
  readonly poster: HTMLImageElement;
  readonly art: HTMLElement;
}

export function draw(ad: FrameAd): Drawn {
  const root = element("main", "ad");
  const blurred = image(ad.poster.url, "blur", "");
  const art = element("div", "art");
  const poster = image(ad.poster.url, "poster", `Affiche du film ${ad.film_title}`);
  art.append(poster);
  root.append(blurred, art, words(ad), cover(ad), why(ad));
  const picture = ad.teaser ?? ad.poster;
  const ratio = picture.width / picture.height;
  root.style.setProperty("--ratio", String(ratio));
  root.dataset.layout = layoutOf(ad.width / ad.height, ratio);
  // A page may show it smaller than it was bought; out of view it may have no size yet.
  new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    if (height > 0) root.dataset.layout = layoutOf(width / height, ratio);
  }).observe(root);
  return { root, poster, art };
}

function words(ad: FrameAd): HTMLElement {
  const block = element("div", "said");
  block.append(element("p", "label", ad.label), element("h1", "title", ad.film_title));
  const rating = ratingOf(ad.film_rating);
  if (rating) block.append(element("p", "rating", rating));
  if (ad.near.length > 0) block.append(near(ad));
  const cta = element("span", "cta", CTA);
  cta.setAttribute("aria-hidden", "true");
  block.append(cta);
  const room = element("div", "words");
  room.append(block);
  return room;
}

/** Who plays the film near by, as text only: the ad leads to the film's page alone. */
function near(ad: FrameAd): HTMLElement {
  const box = element("div", "near");
  const fill = (): void => {
    const houses = upcoming(ad.near, Date.now());
    box.hidden = houses.length === 0;
    const list = element("ul", "houses");
    for (const { name, commune, times } of houses) {
      const house = element("li", "house");
      house.append(element("span", "place", `${name}, ${commune}`), " ");
      house.append(element("span", "times", times.join(" · ")));
      list.append(house);
    }
    box.replaceChildren(element("p", "heading", NEAR), list);
  };
  fill();
  // A page may stay open while a film begins.
  setInterval(fill, REFRESH_MS);
  return box;
}

/** The whole ad is one link; the words under it are seen through. */
function cover(ad: FrameAd): HTMLElement {
  const link = newTab(ad.click_url, "cover");
  link.setAttribute("aria-label", linkLabel(ad.film_title));
  return link;
}

function why(ad: FrameAd): HTMLElement {
  const link = newTab(ad.why_url, "why");
  link.textContent = WHY;
  return link;
}

function newTab(address: string, name: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.className = name;
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

function image(address: string, name: string, alt: string): HTMLImageElement {
  const picture = document.createElement("img");
  picture.className = name;
  picture.alt = alt;
  picture.src = address;
  return picture;
}

export function element(kind: string, name: string, text = ""): HTMLElement {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}
