// Filling the page's lists and tables: each row is a copy of its <template>.
import { type Ad, type Held, type Names, inWords } from "./held.ts";

export function list(page: HTMLElement, held: Held, names: Names): void {
  fill(page, "visits", held.visits ?? [], (one) => ({
    name: names.cinemas[one.cinema] ?? one.cinema,
    count: String(one.count),
    day: inWords(one.last_day),
  }));
  fill(page, "segments", held.segments ?? [], (one) => ({
    name: names.segments[one] ?? one,
  }));
  fill(
    page,
    "consents",
    held.consents ?? [],
    (one) => ({ name: names.sites[one.site] ?? one.site, day: inWords(one.until) }),
    (row, one) => {
      const button = row.querySelector<HTMLButtonElement>("[data-withdraw]");
      if (!button) return;
      button.dataset["withdraw"] = one.site;
      const name = names.sites[one.site] ?? one.site;
      button.setAttribute("aria-label", `${button.textContent?.trim()} – ${name}`);
    },
  );
  fill(
    page,
    "shown",
    held.shown ?? [],
    (one) => ({
      name: names.lines[one.line]?.film ?? one.line,
      distributor: names.lines[one.line]?.distributor ?? "",
      count: String(one.count),
      day: inWords(one.last_day),
    }),
    (row, one) => criteria(row, names.lines[one.line]),
  );
  fill(page, "clicked", held.clicked ?? [], (one) => ({
    name: names.campaigns[one.campaign]?.film ?? one.campaign,
    day: inWords(one.day),
  }));
  const outOf = (held.compared ?? []).filter((one) => one.held_out);
  fill(page, "held-out", outOf, (one) => ({
    name: names.campaigns[one.campaign]?.film ?? one.campaign,
    day: inWords(one.since),
  }));
}

function fill<Item>(
  page: HTMLElement,
  kind: string,
  items: readonly Item[],
  words: (item: Item) => Record<string, string>,
  finish: (row: Element, item: Item) => void = () => undefined,
): void {
  for (const part of page.querySelectorAll<HTMLElement>(`[data-if="${kind}"]`)) {
    part.hidden = items.length === 0;
  }
  for (const part of page.querySelectorAll<HTMLElement>(`[data-unless="${kind}"]`)) {
    part.hidden = items.length > 0;
  }
  const place = page.querySelector<HTMLElement>(`[data-list="${kind}"]`);
  const pattern = place?.querySelector("template")?.content.firstElementChild;
  if (!place || !pattern) return;
  for (const old of place.querySelectorAll(":scope > :not(template)")) old.remove();
  for (const item of items) {
    const row = pattern.cloneNode(true) as Element;
    const said = words(item);
    for (const spot of row.querySelectorAll<HTMLElement>("[data-word]")) {
      spot.textContent = said[spot.dataset["word"] ?? ""] ?? "";
    }
    finish(row, item);
    place.appendChild(row);
  }
}

function criteria(row: Element, ad: Ad | undefined): void {
  const facts = row.querySelector("[data-criteria]");
  for (const [label, value] of ad?.criteria ?? []) {
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = label;
    told.textContent = value;
    facts?.append(term, told);
  }
}
