/**
 * OneTrust: `OnetrustActiveGroups`, `OneTrust.IsAlertBoxClosed()`, and on the window
 * `OneTrustGroupsUpdated` with the list of groups, on each page and at each change.
 */

let closed = false;
function groups(choice) {
  const active = ["C0001", ...(choice === "yes" ? ["C0004"] : [])];
  window.OnetrustActiveGroups = `,${active.join(",")},`;
  tell(window, "OneTrustGroupsUpdated", active);
}

documented({
  loaded(choice) {
    closed = Boolean(choice);
    window.OneTrust = { IsAlertBoxClosed: () => closed };
    groups(choice);
  },
  chosen(choice) {
    closed = true;
    groups(choice);
  },
});
