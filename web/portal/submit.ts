// A choice that is sent as soon as it is made; without script there is a button.
export function submitOnChange(root: Document): void {
  for (const field of root.querySelectorAll<HTMLSelectElement>("[data-submit]")) {
    field.addEventListener("change", () => field.form?.requestSubmit());
  }
}
