// "Mes données": asks the pool what it holds on this browser, and has it erased.
// The answers are those of GET and DELETE /me (toile.wire.tags: Held, Erased).
interface Held {
  known: boolean;
  visits?: { cinema: string; count: number; last_day: string }[];
  segments?: string[];
  consents?: { site: string; until: string }[];
}
interface Erased {
  done: boolean;
  handover: string;
}

export function myData(root: Document): void {
  const page = root.querySelector<HTMLElement>("[data-me]");
  if (page?.dataset["me"]) void show(page, page.dataset["me"]);
}

async function show(page: HTMLElement, address: string): Promise<void> {
  state(page, "asking");
  try {
    const answer = await fetch(address, { credentials: "include" });
    if (!answer.ok) throw new Error(String(answer.status));
    const held = (await answer.json()) as Held;
    list(page, held);
    offer(page, held);
    state(page, held.known ? "held" : "nothing");
  } catch {
    state(page, "unreachable");
  }
  for (const button of page.querySelectorAll<HTMLButtonElement>("[data-erase]")) {
    button.addEventListener("click", () => void erase(page, address, button));
  }
}

async function erase(page: HTMLElement, address: string, button: HTMLButtonElement) {
  button.disabled = true;
  try {
    const answer = await fetch(address, { method: "DELETE", credentials: "include" });
    if (!answer.ok) throw new Error(String(answer.status));
    const erased = (await answer.json()) as Erased;
    await forgetInAds(erased.handover);
    state(page, "erased");
  } catch {
    state(page, "failed");
  }
  button.disabled = false;
}

// What is held, to take away: as the pool says it, with the names beside its ids.
function offer(page: HTMLElement, held: Held): void {
  const cinemas = namesOf("cinemas");
  const sites = namesOf("sites");
  const named = {
    ...held,
    visits: (held.visits ?? []).map((one) => ({ name: cinemas[one.cinema], ...one })),
    consents: (held.consents ?? []).map((one) => ({ name: sites[one.site], ...one })),
  };
  const content = new Blob([JSON.stringify(named, null, 2)], {
    type: "application/json",
  });
  for (const link of page.querySelectorAll<HTMLAnchorElement>("[data-export]")) {
    link.href = URL.createObjectURL(content);
  }
}

// Loading this image is what makes the ads wing forget its own cookie.
function forgetInAds(address: string): Promise<void> {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done();
    image.onerror = () => failed(new Error(address));
    image.src = address;
  });
}

function state(page: HTMLElement, name: string): void {
  for (const part of page.querySelectorAll<HTMLElement>("[data-state]")) {
    part.hidden = !part.dataset["state"]?.split(" ").includes(name);
  }
}

function list(page: HTMLElement, held: Held): void {
  listVisits(page, held.visits ?? []);
  listConsents(page, held.consents ?? []);
  const inSegment = (held.segments ?? []).includes("aea");
  for (const part of page.querySelectorAll<HTMLElement>("[data-segment]")) {
    part.hidden = (part.dataset["segment"] === "yes") !== inSegment;
  }
}

function listVisits(page: HTMLElement, visits: NonNullable<Held["visits"]>): void {
  const table = page.querySelector<HTMLElement>("[data-visits]");
  const names = namesOf("cinemas");
  for (const visit of visits) {
    const row = document.createElement("tr");
    const cells = [
      names[visit.cinema] ?? visit.cinema,
      String(visit.count),
      inWords(visit.last_day),
    ];
    for (const text of cells) {
      row.appendChild(document.createElement("td")).textContent = text;
    }
    table?.appendChild(row);
  }
}

function listConsents(page: HTMLElement, consents: NonNullable<Held["consents"]>): void {
  const places = page.querySelector<HTMLElement>("[data-consents]");
  const names = namesOf("sites");
  for (const { site, until } of consents) {
    const line = document.createElement("li");
    line.textContent = (places?.dataset["until"] ?? "")
      .replace("{day}", inWords(until))
      .replace("{site}", () => names[site] ?? site);
    places?.appendChild(line);
  }
  const section = page.querySelector<HTMLElement>("[data-consented]");
  if (section) section.hidden = consents.length === 0;
}

function namesOf(kind: string): Record<string, string> {
  const source = document.getElementById(kind)?.textContent ?? "{}";
  return JSON.parse(source) as Record<string, string>;
}

function inWords(date: string): string {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "long",
  });
  return day.format(new Date(`${date}T12:00:00`));
}
