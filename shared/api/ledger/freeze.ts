import { z } from "zod";
import { caseReference } from "#shared/api/fields.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import {
  type FreezeReason,
  freezeReasonSchema,
  type UnfreezeReason,
  unfreezeReasonSchema,
} from "#shared/ledger/freeze.ts";

/** Why to freeze an account (DOMAIN §11.12). */
export const freezeBodySchema = z.object({ reason: freezeReasonSchema, reference: caseReference });

/** Why to unfreeze it. */
export const unfreezeBodySchema = z.object({
  unfreeze_reason: unfreezeReasonSchema,
  unfreeze_reference: caseReference,
});

/** A freeze as the API shows it; in force while `unfrozen_at` is null. */
export const freezeViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  reason: freezeReasonSchema,
  reference: z.string(),
  unfrozen_at: z.string().nullable(),
  unfreeze_reason: unfreezeReasonSchema.nullable(),
  unfreeze_reference: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});

type Shown = {
  readonly id: number;
  readonly profileId: string;
  readonly reason: FreezeReason;
  readonly reference: string;
  readonly frozenAt: Instant;
  readonly unfrozenAt: Instant | null;
  readonly unfreezeReason: UnfreezeReason | null;
  readonly unfreezeReference: string | null;
};

/** A freeze as the API shows it. */
export const freezeView = (freeze: Shown): z.output<typeof freezeViewSchema> => ({
  id: freeze.id,
  profile_id: freeze.profileId,
  reason: freeze.reason,
  reference: freeze.reference,
  unfrozen_at: freeze.unfrozenAt === null ? null : formatV3(freeze.unfrozenAt),
  unfreeze_reason: freeze.unfreezeReason,
  unfreeze_reference: freeze.unfreezeReference,
  created_at: formatV3(freeze.frozenAt),
  updated_at: formatV3(freeze.unfrozenAt ?? freeze.frozenAt),
});
