import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { NO_REASON } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";

/** The part of a lot's event where only data kept beside the ledger has changed. */
export const UNMOVED = {
  entryKind: null,
  amount: 0,
  valueCents: ZERO_CENTS,
  ...NO_REASON,
  ...BY_NOBODY,
} as const;
