// The arrows go from row to row of a table, along the links that open them.
export function rowKeys(root: Document): void {
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = (event.target as Element | null)?.closest<HTMLElement>(".rows tbody a");
    if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...(here.closest("tbody")?.rows ?? [])];
    const at = rows.findIndex((row) => row.contains(here));
    const next = rows[at + step]?.querySelector<HTMLElement>("a");
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
