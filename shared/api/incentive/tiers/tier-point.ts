import { z } from "zod";
import {
  caseReference,
  definitionNumber,
  extraOf,
  freeJson,
  moment,
  orNull,
  profileUuid,
  textOrNull,
} from "#shared/api/fields.ts";
import { byHandOf } from "#shared/api/ledger/by-hand.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf, parseDecimal } from "#shared/kernel/decimal.ts";
import type { DefinitionId, ProfileId, TierPointId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { firstInstantOf, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { handReasonSchema } from "#shared/ledger/by-hand.ts";

const VALUE_MAX = 1_000_000;

/** Signed points with at most two decimals, in hundredths. */
const signedPoints = z.union([z.number(), z.string().max(32)]).transform((value, context) => {
  const points = parseDecimal(value, POINT_DIGITS);
  if (points !== null && points !== 0 && Math.abs(points) <= VALUE_MAX * 10 ** POINT_DIGITS) {
    return points;
  }
  const message = `must be from -${VALUE_MAX} to ${VALUE_MAX}, not 0, with at most 2 decimals`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

/** Tier points to give or, with a negative value, to take (DOMAIN §7.7). */
export const newTierPointSchema = z.object({
  profile_id: profileUuid,
  point_definition_id: definitionNumber,
  value: signedPoints,
  /** Left out: now. */
  accrued_at: orNull(moment).optional(),
  /** When they begin to count. Left out: when they accrued. */
  issued_at: orNull(moment).optional(),
  reason: orNull(handReasonSchema).optional(),
  reference: orNull(caseReference).optional(),
  meta: orNull(freeJson).optional(),
  staff_id: textOrNull(64).optional(),
});

/** What can be changed. A time that is left out, or null, stays as it is. */
export const changedTierPointSchema = newTierPointSchema
  .omit({ profile_id: true, point_definition_id: true })
  .partial();

/** The same in our terms. A day counts from its beginning. */
export const tierPointOf = (body: z.output<typeof newTierPointSchema>, zone: TimeZone) => ({
  profileId: body.profile_id,
  definitionId: body.point_definition_id,
  points: body.value,
  ...timesOf(body, zone),
  reason: body.reason ?? null,
  reference: body.reference ?? null,
  extra: extraOf({ meta: body.meta }),
  ...byHandOf({ staff_id: body.staff_id }),
});

/** A change in our terms; undefined fields stay as they are. */
export const tierPointChangesOf = (
  body: z.output<typeof changedTierPointSchema>,
  zone: TimeZone,
) => ({
  points: body.value,
  ...timesOf(body, zone),
  reason: body.reason,
  reference: body.reference,
  extra: extraOf({ meta: body.meta }),
  ...byHandOf({ staff_id: body.staff_id }),
});

type Times = Pick<z.output<typeof newTierPointSchema>, "accrued_at" | "issued_at">;

const timesOf = ({ accrued_at, issued_at }: Times, zone: TimeZone) => ({
  accruedAt: accrued_at ? firstInstantOf(accrued_at, zone) : null,
  issuedAt: issued_at ? firstInstantOf(issued_at, zone) : null,
});

/** Tier points as the API shows them: pending until the day on which they count. */
export const tierPointViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  point_definition_id: z.int(),
  value: z.number(),
  accrued_at: z.string(),
  issued_at: z.string(),
  status: z.enum(["pending", "active"]),
  source_type: z.literal("api"),
  source_id: z.null(),
  source: z.null(),
  reason: handReasonSchema.nullable(),
  reference: z.string().nullable(),
  meta: z.unknown(),
  created_at: z.string(),
  updated_at: z.string(),
});

type Shown = {
  readonly id: TierPointId;
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  readonly points: number;
  readonly accruedAt: Instant;
  readonly issuedAt: Instant;
  readonly reason: z.infer<typeof handReasonSchema> | null;
  readonly reference: string | null;
  readonly extra: ExtraFields;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** Tier points given or taken by hand, as the API shows them. */
export const tierPointView = (
  point: Shown,
  isPending: boolean,
): z.output<typeof tierPointViewSchema> => ({
  id: point.id,
  profile_id: point.profileId,
  point_definition_id: point.definitionId,
  value: decimalOf(point.points, POINT_DIGITS),
  accrued_at: formatV3(point.accruedAt),
  issued_at: formatV3(point.issuedAt),
  status: isPending ? "pending" : "active",
  source_type: "api",
  source_id: null,
  source: null,
  reason: point.reason,
  reference: point.reference,
  meta: point.extra["meta"] ?? null,
  created_at: formatV3(point.createdAt),
  updated_at: formatV3(point.updatedAt),
});
