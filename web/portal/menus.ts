// Menus that are <details>: closed by Escape, and by a click elsewhere.
export function menus(root: Document): void {
  const opened = () => root.querySelectorAll<HTMLDetailsElement>("details.account[open]");
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  root.addEventListener("click", (event) => {
    for (const menu of opened()) {
      if (!menu.contains(event.target as Node)) menu.open = false;
    }
  });
}
