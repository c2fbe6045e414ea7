// On a phone a path of steps is wider than the window: the present one is brought in.
export function steps(root: Document): void {
  for (const step of root.querySelectorAll<HTMLElement>(".steps-nav [aria-current=step]")) {
    step.scrollIntoView({ inline: "center", block: "nearest" });
  }
}
