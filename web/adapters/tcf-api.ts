/** Finding `__tcfapi`: on the page, or in a frame above it by messages (SPECS §2.4). */

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
  readonly returnValue: TcData | null;
  readonly success: boolean;
}

function listenTo(frame: Window, heard: Heard): void {
  const callId = `toile-${Math.random()}`;
  window.addEventListener("message", (event) => {
    if (event.source !== frame) return;
    try {
      const data: unknown =
        typeof event.data === "string" ? JSON.parse(event.data) : event.data;
      const answer = (data as { __tcfapiReturn?: Return } | null)?.__tcfapiReturn;
      if (answer?.callId === callId) heard(answer.returnValue, answer.success);
    } catch {
      // Other scripts' messages are their own affair.
    }
  });
  const call = { command: "addEventListener", version: VERSION, callId };
  frame.postMessage({ __tcfapiCall: call }, "*");
}
