// Asking the pool and the ads wing for what this browser alone may ask, by its cookies.
import type { Erased, ErasureState, Held, Names } from "./held.ts";

export class UnknownNumberError extends Error {}

async function answer(
  address: string,
  method: string,
  options: RequestInit = { credentials: "include" },
): Promise<Response> {
  const told = await fetch(address, { method, ...options });
  if (!told.ok) throw new Error(`${method} ${address}: ${told.status}`);
  return told;
}

export function doors(pool: string, ads: string) {
  async function forget(address: string, method: string): Promise<Erased> {
    const told = await answer(address, method);
    const erased = (await told.json()) as Erased;
    if (erased.handover) {
      await forgetInAds(erased.handover);
      forgetAtExchanges(`${ads}/unsync`);
    }
    return erased;
  }
  return {
    held: async () => (await (await answer(`${pool}/me`, "GET")).json()) as Held,
    erase: () => forget(`${pool}/me`, "DELETE"),
    withdraw: (site: string) =>
      forget(`${pool}/me/sites/${encodeURIComponent(site)}`, "DELETE"),
    async object(): Promise<Erased> {
      // The ads wing first: where it fails, all is as before and may be tried again.
      await answer(`${ads}/optout`, "POST");
      return forget(`${pool}/me/optout`, "POST");
    },
    async takeBack(): Promise<void> {
      await answer(`${ads}/optout`, "DELETE");
      await answer(`${pool}/me/optout`, "DELETE");
    },
    async erasure(number: string): Promise<ErasureState> {
      const told = await fetch(`${pool}/me/erasures/${encodeURIComponent(number)}`);
      if (told.status === 404) throw new UnknownNumberError(number);
      if (!told.ok) throw new Error(String(told.status));
      return (await told.json()) as ErasureState;
    },
  };
}

/** Ask the portal what these ads are; it hears no cookie and no id of the browser. */
export async function named(address: string, held: Held): Promise<Partial<Names>> {
  const lines = (held.shown ?? []).map((one) => one.line);
  const campaigns = [...(held.compared ?? []), ...(held.clicked ?? [])].map(
    (one) => one.campaign,
  );
  if (!lines.length && !campaigns.length) return {};
  const told = await answer(address, "POST", {
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ lines, campaigns: [...new Set(campaigns)] }),
  });
  return (await told.json()) as Partial<Names>;
}

// Loading this image is what makes the ads wing forget its own cookie.
function forgetInAds(address: string): Promise<void> {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done();
    image.onerror = () => failed(new Error(address));
    image.src = address;
  });
}

// The frame holds an image of each exchange that drops our id by its own cookie. Nobody
// waits for them: without ours, what they keep leads nowhere (decision 0020).
function forgetAtExchanges(address: string): void {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "";
  frame.src = address;
  document.body.append(frame);
}
