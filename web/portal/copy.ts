// A button that copies the text beside it, and says so in its own label.
export function copyButtons(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    const text = button.parentElement?.querySelector("code")?.textContent;
    if (!text || !navigator.clipboard) continue;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset["done"] ?? label;
      setTimeout(() => (button.textContent = label), 2000);
    });
  }
}
