/** Orejime of the site, where one of its purposes bears our name (SPECS §9.3). */

import { ourName, teller, whenThere, yesOrNo } from "./says.ts";

interface Purpose {
  readonly id: string;
  readonly isMandatory?: boolean;
  readonly isExempt?: boolean;
  readonly purposes?: readonly Purpose[];
}

interface Manager {
  getConsent(purpose: string): boolean | undefined;
  isDirty(): boolean;
  on(event: "update" | "dirty", listener: () => void): void;
}

const page = window as unknown as {
  readonly orejime?: {
    readonly manager: Manager;
    readonly config?: { readonly purposes: readonly Purpose[] };
  };
  readonly orejimeConfig?: { readonly purposes: readonly Purpose[] };
};
const name = ourName("toile");

/** A purpose that nobody can refuse is no question. */
function asked(purposes: readonly Purpose[]): boolean {
  return purposes.some(
    (each) =>
      (each.id === name && !each.isMandatory && !each.isExempt) ||
      asked(each.purposes ?? []),
  );
}

whenThere(
  () => page.orejime?.manager,
  (manager) => {
    const tell = teller("orejime", () =>
      manager.isDirty() || !asked(page.orejimeConfig?.purposes ?? [])
        ? null
        : yesOrNo(manager.getConsent(name)),
    );
    manager.on("update", () => tell(true));
    // At the first choice "update" comes while it still counts as unmade.
    manager.on("dirty", () => tell(true));
    tell();
  },
);
