// Figures that stay fresh: a fragment of the page, fetched anew while it is looked at.
const EVERY_MS = 3000;

export function liveFigures(root: Document): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const address = part.dataset["live"];
    if (address) void follow(part, address);
  }
}

async function follow(part: HTMLElement, address: string): Promise<void> {
  for (;;) {
    await new Promise((resume) => setTimeout(resume, EVERY_MS));
    // A definition that is being read would close with the figures it stands in.
    if (document.hidden || part.querySelector(":popover-open")) continue;
    try {
      const answer = await fetch(address, { redirect: "error" });
      // Signed out, or no longer ours: the figures on show stay, and grow no older.
      if (answer.status === 403 || answer.status === 404) return;
      // Same origin, escaped by the server's templates.
      if (answer.ok) part.innerHTML = await answer.text();
    } catch {
      continue;
    }
  }
}
