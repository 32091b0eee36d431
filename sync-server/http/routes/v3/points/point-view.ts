import { z } from "zod";
import { pointDefinitionApi } from "#shared/api/point-definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { readDefinitions } from "#sync-server/storage/definition-store.ts";
import type { LotRecord } from "#sync-server/storage/lot-record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

export const pointViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  linked_profile_id: z.null(),
  value_initial: z.int(),
  value_remaining: z.int(),
  accrued_at: z.string(),
  issued_at: z.string(),
  expires_at: z.string().nullable(),
  is_expired: z.boolean(),
  status: z.enum(["pending", "active"]),
  rate: z.number().nullable(),
  definition: pointDefinitionApi.view,
  source_type: z.string(),
  source: z.object({ id: z.string() }),
  description: anyJson,
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});
export type PointView = z.infer<typeof pointViewSchema>;

/** Points in the API's words (DOMAIN §7.2), each with its definition as it is now. */
export const pointViews = async (
  deps: ReadDeps,
  lots: readonly LotRecord[],
  now: Instant,
): Promise<PointView[]> => {
  const ids = lots.flatMap((lot) => (lot.definitionId === null ? [] : [lot.definitionId]));
  const definitions = await readDefinitions(deps, "point", [...new Set(ids)]);
  const views = new Map(
    definitions.map((record) => [record.definition.id, pointDefinitionApi.show(record)]),
  );
  return lots.map((lot) => {
    const definition = lot.definitionId === null ? undefined : views.get(lot.definitionId);
    return pointView(lot, assertDefined(definition, "a lot has its definition"), now);
  });
};

const pointView = (
  lot: LotRecord,
  definition: z.output<typeof pointDefinitionApi.view>,
  now: Instant,
): PointView => ({
  id: lot.number,
  profile_id: lot.profileId,
  linked_profile_id: null,
  value_initial: lot.initial,
  value_remaining: lot.remaining,
  accrued_at: formatV3(lot.issuedAt),
  issued_at: formatV3(lot.issuedAt),
  expires_at: lot.expiresAt === null ? null : formatV3(lot.expiresAt),
  is_expired: isExpired(lot, now),
  status: lot.issuedAt <= now ? "active" : "pending",
  rate: lot.definitionVersion === definition.version ? definition.earn_rate : null,
  definition,
  source_type: lot.sourceType,
  source: { id: lot.sourceId },
  description: lot.extra["description"] ?? null,
  meta: lot.extra["meta"] ?? null,
  created_at: formatV3(lot.createdAt),
  updated_at: formatV3(lot.updatedAt),
});
