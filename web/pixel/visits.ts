/** Report each page once while a yes holds. */

import type { Choices } from "./choices.ts";
import type { Pool } from "./pool.ts";

export interface Pages {
  /** The address of the page that is now shown. */
  page(): string;
  film(): string | null;
}

export interface Visits {
  /** The page may have changed; report it if so and if allowed. */
  seen(): void;
  /** The next page counts even if it is the one seen last. */
  again(): void;
}

const REFUSED = 403;

export function visits(
  site: { readonly key: string; readonly cinema: string | null },
  pool: Pool,
  pages: Pages,
  allowed: Pick<Choices, "receipt" | "refused">,
): Visits {
  let last = "";
  return {
    seen() {
      const page = pages.page();
      if (page === last) return;
      const held = allowed.receipt();
      if (!held) return;
      last = page;
      const { key, cinema } = site;
      const report = { site: key, receipt: held.receipt, page, film: pages.film(), cinema };
      pool.visit(report).then((status) => {
        if (status === REFUSED) allowed.refused();
      });
    },
    again() {
      last = "";
    },
  };
}
