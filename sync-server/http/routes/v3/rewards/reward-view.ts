import { z } from "zod";
import { rewardDefinitionApi } from "#shared/api/reward-definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { cents, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3, formatV3Local, type Instant } from "#shared/kernel/time.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { readDefinitions } from "#sync-server/storage/definition-store.ts";
import type { LotRecord } from "#sync-server/storage/lot-record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

export const rewardViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  timezone: z.string(),
  value_initial: z.number(),
  value_remaining: z.number(),
  issued_at: z.string(),
  issued_local_at: z.string(),
  expires_at: z.string().nullable(),
  expires_local_at: z.string().nullable(),
  extended_at: z.string().nullable(),
  is_expired: z.boolean(),
  is_active: z.boolean(),
  has_notified_issue: z.boolean(),
  has_notified_expiry: z.boolean(),
  has_notified_extend: z.boolean(),
  notify_issue_at: z.null(),
  notify_expiry_at: z.null(),
  definition: rewardDefinitionApi.view,
  source_type: z.string(),
  source_id: z.string(),
  external_id: z.string().nullable(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});
export type RewardView = z.infer<typeof rewardViewSchema>;

/** Rewards in the API's words (DOMAIN §6.3), each with its definition as it is now. */
export const rewardViews = async (
  deps: ReadDeps,
  lots: readonly LotRecord[],
  now: Instant,
): Promise<RewardView[]> => {
  const ids = lots.flatMap((lot) => (lot.definitionId === null ? [] : [lot.definitionId]));
  const definitions = await readDefinitions(deps, "reward", [...new Set(ids)]);
  const views = new Map(
    definitions.map((record) => [record.definition.id, rewardDefinitionApi.show(record)]),
  );
  return lots.map((lot) => {
    const definition = lot.definitionId === null ? undefined : views.get(lot.definitionId);
    return rewardView(lot, assertDefined(definition, "a lot has its definition"), now);
  });
};

const rewardView = (
  lot: LotRecord,
  definition: z.output<typeof rewardDefinitionApi.view>,
  now: Instant,
): RewardView => ({
  id: lot.number,
  profile_id: lot.profileId,
  timezone: lot.timezone,
  value_initial: centsToDecimal(cents(lot.initial)),
  value_remaining: centsToDecimal(cents(lot.remaining)),
  issued_at: formatV3(lot.issuedAt),
  issued_local_at: formatV3Local(lot.issuedAt, lot.timezone),
  expires_at: lot.expiresAt === null ? null : formatV3(lot.expiresAt),
  expires_local_at: lot.expiresAt === null ? null : formatV3Local(lot.expiresAt, lot.timezone),
  extended_at: lot.extendedAt === null ? null : formatV3(lot.extendedAt),
  is_expired: isExpired(lot, now),
  is_active: lot.issuedAt <= now && !isExpired(lot, now),
  has_notified_issue: false,
  has_notified_expiry: false,
  has_notified_extend: false,
  notify_issue_at: null,
  notify_expiry_at: null,
  definition,
  source_type: lot.sourceType,
  source_id: lot.sourceId,
  external_id: lot.externalId,
  meta: lot.extra["meta"] ?? null,
  created_at: formatV3(lot.createdAt),
  updated_at: formatV3(lot.updatedAt),
});
