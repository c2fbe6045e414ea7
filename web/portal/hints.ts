// Definitions that show on hover as well; on click, touch and Escape the browser does.
export function hints(root: Document): void {
  root.addEventListener("mouseover", (event) => toggle(event, true));
  root.addEventListener("mouseout", (event) => toggle(event, false));
}

function toggle(event: Event, open: boolean): void {
  const button = (event.target as Element | null)?.closest<HTMLButtonElement>("[data-hint]");
  const hint = button?.popoverTargetElement as HTMLElement | null | undefined;
  if (!button || !hint || hint.matches(":popover-open") === open) return;
  if (open) hint.showPopover({ source: button });
  else hint.hidePopover();
}
