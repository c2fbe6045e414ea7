// "Suivre un effacement": what became of one, by its number.
import { UnknownNumberError, type doors } from "./doors.ts";
import { atTime } from "./held.ts";

export function follow(
  page: HTMLElement,
  ask: ReturnType<typeof doors>["erasure"],
  places: Record<string, string>,
): { show(number: string): Promise<void> } {
  const form = page.querySelector<HTMLFormElement>("[data-follow]");
  const field = form?.querySelector<HTMLInputElement>("input");
  const words = (name: string) =>
    page.querySelector<HTMLElement>(`[data-follow-state="${name}"]`);

  function tell(name: string): void {
    for (const one of page.querySelectorAll<HTMLElement>("[data-follow-state]")) {
      one.hidden = one.dataset["followState"] !== name;
    }
  }

  async function show(number: string): Promise<void> {
    if (field) field.value = number;
    try {
      const state = await ask(number);
      const rows = words("known")?.querySelector("ul");
      rows?.replaceChildren(
        ...state.places.map(({ place, done }) => {
          const row = document.createElement("li");
          const said = done
            ? (rows.dataset["done"] ?? "").replace("{time}", atTime(done))
            : (rows.dataset["waits"] ?? "");
          row.textContent = `${places[place] ?? place} : ${said}`;
          return row;
        }),
      );
      tell("known");
    } catch (error) {
      tell(error instanceof UnknownNumberError ? "unknown" : "unreachable");
    }
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field?.value.trim()) void show(field.value.trim());
  });
  return { show };
}
