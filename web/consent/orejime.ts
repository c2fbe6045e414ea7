/** The part of Orejime 3.2 that is used, typed; the package ships none. */

import "orejime/dist/orejime-standard-fr.js";
import type { Consents } from "./choice.ts";

export interface Manager {
  getConsent(purpose: string): boolean | undefined;
  /** Whether a choice is still to be made. */
  isDirty(): boolean;
  on(event: "update", listener: (changed: Consents, all: Consents) => void): void;
}

export interface Orejime {
  readonly manager: Manager;
  prompt(): void;
}

/** Orejime's configuration, as far as it is used. */
export interface Config {
  readonly privacyPolicyUrl: string;
  readonly purposes: readonly {
    readonly id: string;
    readonly title: string;
    readonly cookies: readonly string[];
  }[];
  readonly orejimeElement: HTMLElement;
  readonly cookie: {
    readonly name: string;
    readonly duration: number;
    readonly sameSite: "lax";
    readonly stringify: (consents: Consents) => string;
    readonly parse: (cookie: string) => Consents;
  };
  readonly translations: {
    readonly banner: Readonly<Record<string, string>>;
    readonly modal: Readonly<Record<string, string>>;
    readonly misc: Readonly<Record<string, string>>;
  };
}

declare global {
  interface Window {
    loadOrejime(config: Config): Orejime;
  }
}

export const load = (config: Config): Orejime => window.loadOrejime(config);
