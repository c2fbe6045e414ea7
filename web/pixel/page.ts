/** The address of a page as it is reported: no query, no fragment. */

// Hash-routed sites keep their pages behind "#/" or "#!/"; any other fragment is a
// place within a page.
const ROUTE = /^#!?\/[^?#]*/;

export function pageOf(location: Pick<Location, "origin" | "pathname" | "hash">): string {
  const route = ROUTE.exec(location.hash);
  return location.origin + location.pathname + (route ? route[0] : "");
}
