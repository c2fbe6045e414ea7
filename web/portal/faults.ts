// A form that came back: the reader is led to what is wrong.
export function showFaults(root: Document): void {
  root.querySelector<HTMLElement>("[data-faults], .field-wrong input")?.focus();
}
