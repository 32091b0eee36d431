import { ZERO_CENTS } from "#shared/kernel/money.ts";

/** The part of a lot's event where only data kept beside the ledger has changed. */
export const UNMOVED = {
  entryKind: null,
  amount: 0,
  valueCents: ZERO_CENTS,
  locationId: null,
  staffId: null,
  deviceId: null,
} as const;
