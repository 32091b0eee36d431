import type { ExtraFields } from "#shared/kernel/json.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";

/** A lot with fields that only the views show. */
export type ShownLot = Lot & {
  readonly number: number;
  readonly profileId: string;
  readonly extendedAt: Instant | null;
  readonly sourceType: string;
  readonly sourceId: string;
  readonly externalId: string | null;
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};
