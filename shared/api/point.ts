import { z } from "zod";
import { anyJson } from "#shared/kernel/json.ts";
import { formatV3, type Instant } from "#shared/kernel/time.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import {
  definitionNumber,
  filled,
  freeJson,
  moment,
  orNull,
  profileUuid,
  textOrNull,
  wholeNumber,
} from "./fields.ts";
import { pointDefinitionApi } from "./point-definition.ts";
import type { ShownLot } from "./shown-lot.ts";

/** The most points in one issue. */
const POINTS_MAX = 1_000_000_000;
const points = wholeNumber.pipe(z.int().max(POINTS_MAX));

/** Points to issue by hand (DOMAIN §7.2): for whom, under which definition, and how many. */
export const newPointsSchema = z
  .object({
    profile_id: profileUuid,
    point_definition_id: definitionNumber.optional(),
    point_definition_handle: filled(100).optional(),
    value_initial: points,
    value_remaining: orNull(points).optional(),
    issued_at: orNull(moment).optional(),
    expires_at: orNull(moment).optional(),
    description: textOrNull(1000).optional(),
    meta: orNull(freeJson).optional(),
  })
  .refine(
    (body) => body.point_definition_id !== undefined || body.point_definition_handle !== undefined,
    { path: ["point_definition_id"], message: "is required" },
  );

/** Points as the API shows them (DOMAIN §7.2). */
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

/** Points as the API shows them, with the current version of the definition. */
export const pointView = (
  lot: ShownLot,
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
