/** Talking to the pool: POST without a preflight, answers in JSON, never an exception. */

import type {
  Choice,
  ConsentAnswer,
  ConsentReport,
  Erased,
  VisitReport,
} from "../contract/wire.ts";
import type { ConsentSignal } from "../contract/signal.ts";

export interface Pool {
  /** `receipt` goes with a withdrawal: it says whose yes is taken back. */
  consent(
    choice: Choice,
    signal: ConsentSignal,
    receipt?: string,
  ): Promise<Partial<ConsentAnswer & Erased>>;
  /** Tells the status; 0 when the network failed. */
  visit(report: VisitReport): Promise<number>;
  /** Load an image, which lets another host set its cookie; `done` once it is there. */
  handOver(address: string, done: () => void): void;
}

export function poolAt(address: string, site: string): Pool {
  const post = (
    path: string,
    body: ConsentReport | VisitReport,
    credentials: RequestCredentials,
  ): Promise<Response> =>
    // A string goes as text/plain, so the browser asks no permission first. The page's
    // own referrer policy may be laxer than ours.
    fetch(address + path, {
      method: "POST",
      body: JSON.stringify(body),
      credentials,
      keepalive: true,
      referrerPolicy: "origin",
    });
  return {
    async consent(choice, signal, receipt = "") {
      const { tool, tool_version, text_version, language, fresh } = signal;
      // It is personal data, so a refusal carries none (CJEU C-604/22).
      const tc_string = choice === "no" ? "" : (signal.tc_string ?? "");
      try {
        const answer = await post(
          "/consent",
          {
            ...{ site, choice, tool, tool_version, text_version, language, fresh, receipt },
            tc_string,
          },
          // A refusal is proven without telling whose it is.
          choice === "no" ? "omit" : "include",
        );
        return answer.status === 200 ? await answer.json() : {};
      } catch {
        return {};
      }
    },
    async visit(report) {
      try {
        return (await post("/visit", report, "include")).status;
      } catch {
        return 0;
      }
    },
    handOver(address, done) {
      const image = new Image();
      // The ads wing must not learn which cinema an id comes from.
      image.referrerPolicy = "no-referrer";
      image.onload = done;
      image.src = address;
    },
  };
}
