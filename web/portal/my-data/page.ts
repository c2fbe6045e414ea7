// "Mes données": asks the pool what it holds on this browser, and obeys its person.
import { doors, named } from "./doors.ts";
import { follow } from "./erasure.ts";
import type { Erased, Held, Names } from "./held.ts";
import { list } from "./lists.ts";
import { offer } from "./take-away.ts";

export function myData(root: Document): void {
  const page = root.querySelector<HTMLElement>("[data-me]");
  if (page) start(page);
}

function start(page: HTMLElement): void {
  const { pool = "", ads = "", ads_of: ask = "" } = {
    pool: page.dataset["me"]?.replace(/\/me$/, ""),
    ads: page.dataset["ads"],
    ads_of: page.dataset["adsOf"],
  };
  const door = doors(pool, ads);
  const following = follow(page, door.erasure, words("places"));

  async function show(): Promise<void> {
    state(page, "asking");
    try {
      const held = await door.held();
      const names = await namesFor(ask, held);
      list(page, held, names);
      offer(page, held, names);
      state(page, held.objects ? "objects" : held.known ? "held" : nothing());
    } catch {
      state(page, "unreachable");
    }
  }

  async function obey(button: HTMLButtonElement): Promise<void> {
    const { erase, object, takeBack, withdraw } = button.dataset;
    button.disabled = true;
    try {
      if (erase !== undefined) finished(await door.erase(), "erased");
      else if (object !== undefined) finished(await door.object(), "objected");
      else if (takeBack !== undefined) {
        await door.takeBack();
        await show();
      } else if (withdraw !== undefined) {
        await door.withdraw(withdraw);
        button.closest("li")?.remove();
        flag(page, "withdrawn");
      }
    } catch {
      state(page, "failed");
    }
    button.disabled = false;
  }

  function finished(erased: Erased, name: string): void {
    for (const spot of page.querySelectorAll("[data-number]")) {
      spot.textContent = (erased.number ?? "").replace(/(.{4})(?=.)/g, "$1-");
    }
    state(page, name);
    page.querySelector<HTMLElement>(`[data-state~="${name}"]`)?.focus();
  }

  page.addEventListener("click", (event) => {
    const deed = "[data-erase], [data-object], [data-take-back], [data-withdraw]";
    const button = (event.target as Element).closest<HTMLButtonElement>(deed);
    if (button) void obey(button);
  });
  void show();
  const number = /^#effacement-([0-9A-Za-z-]+)$/.exec(location.hash)?.[1];
  if (number) void following.show(number);
}

// Where the browser keeps no cookies at all it says so; one that keeps back only those
// of other sites looks just like one that never said yes, and holds as little.
function nothing(): string {
  return navigator.cookieEnabled ? "nothing" : "nothing blocked";
}

async function namesFor(address: string, held: Held): Promise<Names> {
  const own: Names = {
    cinemas: words("cinemas"),
    sites: words("sites"),
    segments: words("segments"),
    lines: {},
    campaigns: {},
  };
  try {
    return { ...own, ...(await named(address, held)) };
  } catch {
    // What is held can be shown and erased without the ads' names.
    return own;
  }
}

function state(page: HTMLElement, name: string): void {
  const now = name.split(" ");
  for (const part of page.querySelectorAll<HTMLElement>("[data-state]")) {
    part.hidden = !part.dataset["state"]?.split(" ").some((one) => now.includes(one));
  }
}

function flag(page: HTMLElement, name: string): void {
  for (const part of page.querySelectorAll<HTMLElement>(`[data-flag="${name}"]`)) {
    part.hidden = false;
  }
}

function words(kind: string): Record<string, string> {
  const source = document.getElementById(kind)?.textContent ?? "{}";
  return JSON.parse(source) as Record<string, string>;
}
