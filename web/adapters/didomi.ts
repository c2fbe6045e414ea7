/**
 * Didomi, where a custom vendor of ours is in the site's notice (SPECS §9.3).
 *
 * A vendor has a yes when all its purposes have one; of the two ways in which Didomi
 * tells it, either may take it away.
 */

import { attempt, ourName, teller, yesOrNo } from "./says.ts";

interface Didomi {
  getUserConsentStatusForVendor(vendor: string): boolean | undefined;
  getCurrentUserStatus?(): {
    readonly vendors?: Readonly<Record<string, { readonly enabled?: boolean }>>;
  };
}

const page = window as unknown as {
  didomiOnReady?: ((didomi: Didomi) => void)[];
  didomiEventListeners?: { event: string; listener: () => void }[];
};
const name = ourName("c:toile");

function listen(didomi: Didomi): void {
  const tell = teller("didomi", () => {
    const status = didomi.getUserConsentStatusForVendor(name);
    const also = didomi.getCurrentUserStatus?.().vendors?.[name]?.enabled;
    return yesOrNo(status && also === false ? false : status);
  });
  (page.didomiEventListeners ||= []).push({
    event: "consent.changed",
    listener: () => tell(true),
  });
  tell();
}

(page.didomiOnReady ||= []).push((didomi) => void attempt(() => listen(didomi)));
