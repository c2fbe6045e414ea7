/** Finding `__tcfapi`: on the page, or in a frame above it by messages (SPECS §2.4). */

import { attempt } from "./says.ts";
import type { TcData } from "./tc-data.ts";

export type Heard = (data: TcData | null, success: boolean) => void;

/** Add a listener to the tool; what it hears comes again at each change. */
export type Listen = (heard: Heard) => void;

export interface Api {
  readonly listen: Listen;
  /** The tool is in another frame. */
  readonly elsewhere: boolean;
}

interface TcfWindow extends Window {
  __tcfapi?(command: string, version: 2, callback: Heard): void;
}

const VERSION = 2;

export function findApi(): Api | null {
  const page = window as TcfWindow;
  if (typeof page.__tcfapi === "function") {
    // Asked by name each time, for a stub is replaced by the tool.
    return {
      listen: (heard) => page.__tcfapi?.("addEventListener", VERSION, heard),
      elsewhere: false,
    };
  }
  const frame = locate();
  return frame && { listen: (heard) => listenTo(frame, heard), elsewhere: true };
}

function locate(): Window | null {
  for (let frame: Window = window; frame !== window.top; ) {
    frame = frame.parent;
    try {
      if (frame.frames["__tcfapiLocator" as unknown as number]) return frame;
    } catch {
      // A frame of another origin without the locator.
    }
  }
  return null;
}

interface Return {
  readonly callId: string;
  readonly returnValue: (TcData & { readonly listenerId?: number }) | null;
  readonly success: boolean;
}

const ASK_MS = 1000;

/**
 * Ask again and again: the IAB's own stub forgets who asked as soon as it has passed the
 * call on, so that a listener hears nothing after its first answer.
 */
function listenTo(frame: Window, heard: Heard): void {
  const name = `toile-${Math.random()}-`;
  let asked = 0;
  const call = (command: string, callId: string, parameter?: unknown): void =>
    frame.postMessage(
      { __tcfapiCall: { command, version: VERSION, callId, parameter } },
      "*",
    );
  const ask = (): void => call("addEventListener", name + ++asked);
  window.addEventListener("message", (event) => {
    if (event.source !== frame) return;
    const answer = attempt(() => answerIn(event.data));
    if (!answer?.callId.startsWith(name)) return;
    heard(answer.returnValue, answer.success);
    const { listenerId } = answer.returnValue ?? {};
    if (listenerId !== undefined) call("removeEventListener", "toile", listenerId);
  });
  ask();
  setInterval(ask, ASK_MS);
}

function answerIn(data: unknown): Return | undefined {
  const read: unknown = typeof data === "string" ? JSON.parse(data) : data;
  return (read as { __tcfapiReturn?: Return } | null)?.__tcfapiReturn;
}
