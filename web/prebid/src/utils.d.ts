/** What the adapter uses of Prebid.js's `src/utils.js`, which comes without types. */

export declare function logWarn(...told: unknown[]): void;
export declare function triggerPixel(url: string): void;
