// A whole region at a tick: its box ticks those of its départements, and hears of them.
// A tick on the list or the map also answers "where": in the chosen places.
export function regions(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-regions]")) {
    form.addEventListener("change", (event) => {
      const box = event.target as HTMLInputElement;
      if (box.name !== "regions" && box.name !== "departements") return;
      const region = box.closest<HTMLElement>("[data-region]");
      if (region) follow(region, box);
      choosePlaces(form);
    });
  }
}

function follow(region: HTMLElement, box: HTMLInputElement): void {
  const parts = [...region.querySelectorAll<HTMLInputElement>("input[name=departements]")];
  const whole = region.querySelector<HTMLInputElement>("input[name=regions]");
  if (!whole) return;
  if (box === whole) parts.forEach((one) => (one.checked = whole.checked));
  else whole.checked = parts.every((one) => one.checked);
}

function choosePlaces(form: HTMLFormElement): void {
  const chosen = form.querySelector<HTMLInputElement>('input[name=where][value="chosen"]');
  if (chosen) chosen.checked = true;
}
