// Menus that are <details>: closed by Escape, by a click elsewhere and by leaving them.
const MENUS = "details.account, details.menu-group";

export function menus(root: Document): void {
  const opened = () => [...root.querySelectorAll<HTMLDetailsElement>(MENUS)].filter((menu) => menu.open);
  const closeAllBut = (target: EventTarget | null) => {
    for (const menu of opened()) {
      if (!menu.contains(target as Node | null)) menu.open = false;
    }
  };
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  root.addEventListener("click", (event) => closeAllBut(event.target));
  root.addEventListener("focusin", (event) => closeAllBut(event.target));
}
