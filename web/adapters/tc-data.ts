/** What a TCF tool's answer says of us (SPECS §2.3, §2.4; IAB TCF v2.3). */

/** Those that the pool needs: the same as `consent/purposes.py` asks for. */
const PURPOSES = [1, 3, 4, 7];
const REQUIRE_CONSENT = 1;

type Flags = Readonly<Record<string, boolean | undefined>> | undefined;

/** The part of TCData that is read. */
export interface TcData {
  readonly cmpStatus?: string;
  readonly eventStatus?: string;
  readonly gdprApplies?: boolean;
  readonly isServiceSpecific?: boolean;
  readonly tcString?: string;
  readonly cmpId?: number;
  readonly cmpVersion?: number;
  readonly purpose?: { readonly consents?: Flags };
  readonly vendor?: { readonly consents?: Flags; readonly disclosedVendors?: Flags };
  readonly publisher?: {
    readonly restrictions?: Readonly<
      Record<string, Readonly<Record<string, number | undefined>> | undefined>
    >;
  };
}

/** Whether a choice has been made; `cmpuishown` and a tool still loading mean: wait. */
export function isChoice(data: TcData): boolean {
  return (
    data.cmpStatus === "loaded" &&
    (data.eventStatus === "tcloaded" || data.eventStatus === "useractioncomplete")
  );
}

/**
 * Whether the visitor was asked about us (TCF 2.3: the vendors that were disclosed). A
 * tool that does not list us has not said no for us; another one may ask.
 */
export function isAsked(data: TcData, vendor: number): boolean {
  return data.vendor?.disclosedVendors?.[vendor] === true;
}

/** Whether we may, for all that the pool does: asked, purposes, vendor, no bar. */
export function grants(data: TcData, vendor: number): boolean {
  const id = String(vendor);
  return (
    data.gdprApplies === true &&
    data.isServiceSpecific === true &&
    Boolean(data.tcString) &&
    isAsked(data, vendor) &&
    data.vendor?.consents?.[id] === true &&
    PURPOSES.every(
      (purpose) =>
        data.purpose?.consents?.[purpose] === true &&
        // "Not allowed" bars us, "require legitimate interest" takes our basis away.
        (data.publisher?.restrictions?.[purpose]?.[id] ?? REQUIRE_CONSENT) ===
          REQUIRE_CONSENT,
    )
  );
}
