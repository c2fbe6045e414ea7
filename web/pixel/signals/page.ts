/** The page signal as one source among those that adapters for other tools will add. */

import { type SignalSource, hearPage } from "../../contract/signal.ts";

export const page: SignalSource = hearPage;
