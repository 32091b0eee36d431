import { z } from "zod";
import { momentOrNull, shown, shownMoment } from "#shared/api/api-field.ts";
import { encoderOf, named } from "#shared/kernel/codec.ts";
import type { TransactionId } from "#shared/kernel/ids.ts";
import { anyJson, type ExtraFields } from "#shared/kernel/json.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { EntrySourceType } from "#shared/ledger/entry.ts";
import { isExpired, type Lot } from "#shared/ledger/lot.ts";

/** A lot with fields that only the views show. */
export type ShownLot = Lot & {
  readonly number: number;
  readonly profileId: string;
  readonly extendedAt: Instant | null;
  readonly sourceType: EntrySourceType;
  readonly sourceId: string;
  readonly sourceLevel: number | null;
  readonly sourceTransactionId: TransactionId | null;
  readonly externalId: string | null;
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** What is shown beside a lot: the code that it has taken from a pool, if any ([W14]). */
export type ShownCode = { readonly code: string | null };

const fields = {
  id: named("number", shown(z.int())),
  profile_id: shown(z.string()),
  /** When it can first be spent. */
  issued_at: named("activeAt", shownMoment),
  expires_at: momentOrNull,
  source_type: shown(z.string()),
  /** Our addition: the trigger of the achievement's level ([M11]). */
  source_level: shown(z.int().nullable()),
  /** Our addition: the transaction by which the level or the tier was reached. */
  source_transaction_id: shown(z.int().nullable()),
  created_at: shownMoment,
  updated_at: shownMoment,
};

/** What the views of rewards and points have in common. */
export const lotViewShape = {
  ...pluck(fields, "view"),
  is_expired: z.boolean(),
  description: anyJson,
  meta: anyJson,
};

const encode = encoderOf(fields);

/** The part of a view that rewards and points have in common. */
export const lotView = (lot: ShownLot, now: Instant) => ({
  ...encode(lot),
  is_expired: isExpired(lot, now),
  description: lot.extra["description"] ?? null,
  meta: lot.extra["meta"] ?? null,
});
