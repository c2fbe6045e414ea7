/** All the ways in which the pixel learns of a choice; one file a consent tool. */

import type { SignalSource } from "../../contract/signal.ts";
import { page } from "./page.ts";

export const sources: readonly SignalSource[] = [page];
