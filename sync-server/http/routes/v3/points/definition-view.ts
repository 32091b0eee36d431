import { z } from "zod";
import { anyJson } from "#shared/kernel/json.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import type { DefinitionRecord } from "#sync-server/storage/definition-store.ts";

export const pointDefinitionViewSchema = z.object({
  id: z.int(),
  version: z.int(),
  name: z.string(),
  handle: z.string(),
  description: z.string().nullable(),
  notes: anyJson,
  is_reassignable: z.boolean(),
  tags: anyJson,
  /** Ours: points for one major unit spent. */
  earn_rate: z.number(),
  /** Ours: what one point is worth, in major units. */
  exchange_rate: z.number(),
  period: z.int().nullable(),
  period_type: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type PointDefinitionView = z.infer<typeof pointDefinitionViewSchema>;

/** A rate is kept in thousandths of a point, a worth in thousandths of a cent. */
export const EARN_RATE_SCALE = 1000;
export const EXCHANGE_RATE_SCALE = 100_000;

/** A point definition in the API's words, with its rate and its worth, which the API keeps elsewhere. */
export const pointDefinitionView = ({
  definition,
  extra,
  createdAt,
  updatedAt,
}: DefinitionRecord<"point">): PointDefinitionView => ({
  id: definition.id,
  version: definition.version,
  name: definition.name,
  handle: definition.handle,
  description: definition.description,
  notes: extra["notes"] ?? null,
  is_reassignable: definition.isReassignable,
  tags: extra["tags"] ?? [],
  earn_rate: definition.earnRateMilli / EARN_RATE_SCALE,
  exchange_rate: definition.exchangeMilliCents / EXCHANGE_RATE_SCALE,
  period: definition.expiryPeriod,
  period_type: definition.expiryPeriodType,
  created_at: formatV3(createdAt),
  updated_at: formatV3(updatedAt),
});
