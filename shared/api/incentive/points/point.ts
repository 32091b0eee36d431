import { z } from "zod";
import {
  definitionNumber,
  filled,
  freeJson,
  linesOrNull,
  moment,
  orNull,
  profileUuid,
} from "#shared/api/fields.ts";
import { byHandFields, byHandOf } from "#shared/api/ledger/by-hand.ts";
import { definitionRef, expiryOf, issueOf, lotExtraOf } from "#shared/api/ledger/lot-body.ts";
import {
  lotView,
  lotViewShape,
  type ShownCode,
  type ShownLot,
} from "#shared/api/ledger/shown-lot.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf, parseDecimal } from "#shared/kernel/decimal.ts";
import { firstInstantOf, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { isActive } from "#shared/ledger/lot.ts";
import { pointDefinitionView } from "./point-definition.ts";

/** The most points in one issue. */
const POINTS_MAX = 1_000_000_000;

/** Points, parsed into hundredths. The definition may allow fewer decimals. */
export const points = z
  .union([z.number(), z.string().max(32)])
  .transform((value, context): number => {
    const amount = parseDecimal(value, POINT_DIGITS);
    if (amount !== null && Math.abs(amount) <= POINTS_MAX * 10 ** POINT_DIGITS) return amount;
    context.addIssue({
      code: "custom",
      message: `must be a number with at most ${POINT_DIGITS} decimals, up to ${POINTS_MAX}`,
    });
    return z.NEVER;
  });

/** Whether a body says which definition, by its id or its handle. */
const hasDefinition = (body: {
  readonly point_definition_id?: unknown;
  readonly point_definition_handle?: unknown;
}): boolean => body.point_definition_id !== undefined || body.point_definition_handle !== undefined;

const NEEDS_DEFINITION = { path: ["point_definition_id"], message: "is required" };

/** Points to issue by hand (DOMAIN §7.2): for whom, under which definition, and how many. */
export const newPointsSchema = z
  .object({
    profile_id: profileUuid,
    point_definition_id: definitionNumber.optional(),
    point_definition_handle: filled(100).optional(),
    value_initial: points,
    value_remaining: orNull(points).optional(),
    accrued_at: orNull(moment).optional(),
    issued_at: orNull(moment).optional(),
    expires_at: orNull(moment).optional(),
    description: linesOrNull(1000).optional(),
    meta: orNull(freeJson).optional(),
    ...byHandFields,
  })
  .refine(hasDefinition, NEEDS_DEFINITION);

/** Points to issue in our terms, except for whom; days are those of `zone`. */
export const pointsIssueOf = (body: z.output<typeof newPointsSchema>, zone: TimeZone) => ({
  ...issueOf(body, zone, body.point_definition_id, body.point_definition_handle),
  points: body.value_initial,
  remaining: body.value_remaining ?? null,
  accruedAt: body.accrued_at ? firstInstantOf(body.accrued_at, zone) : null,
});

/** The fields of points that can change (DOMAIN §7.2). */
export const pointsChangeSchema = z.object({
  value_initial: points.optional(),
  value_remaining: points.optional(),
  expires_at: orNull(moment).optional(),
  description: linesOrNull(1000).optional(),
  meta: orNull(freeJson).optional(),
  ...byHandFields,
});

/** The changes to points in our terms; days are those of their own zone. */
export const pointsChangeOf = (body: z.output<typeof pointsChangeSchema>, zone: TimeZone) => ({
  initial: body.value_initial,
  remaining: body.value_remaining,
  expiresAt: expiryOf(body.expires_at, zone),
  extra: lotExtraOf(body),
  ...byHandOf(body),
});

/** Points to take by hand ([W10]): from whom, under which definition, and how many. */
export const takePointsSchema = z
  .object({
    profile_id: profileUuid,
    point_definition_id: definitionNumber.optional(),
    point_definition_handle: filled(100).optional(),
    value: points,
    ...byHandFields,
  })
  .refine(hasDefinition, NEEDS_DEFINITION);

/** The same in our terms, except from whom. */
export const takingOf = (body: z.output<typeof takePointsSchema>) => ({
  definition: definitionRef(body.point_definition_id, body.point_definition_handle),
  points: body.value,
  ...byHandOf(body),
});

/** Points as the API shows them (DOMAIN §7.2). */
export const pointViewSchema = z.object({
  ...lotViewShape,
  linked_profile_id: z.null(),
  value_initial: z.number(),
  value_remaining: z.number(),
  accrued_at: z.string(),
  status: z.enum(["pending", "active"]),
  rate: z.number().nullable(),
  definition: pointDefinitionView,
  source: z.object({ id: z.string() }),
  /** Our addition: the points that now hold what is left of these ([L15]). */
  joined_into: z.int().nullable(),
  /** Our addition: the code that they have taken from their definition's pool. */
  code: z.string().nullable(),
});
export type PointView = z.infer<typeof pointViewSchema>;

/** Points as the API shows them, with the current version of the definition. */
export const pointView = (
  lot: ShownLot,
  definition: z.output<typeof pointDefinitionView>,
  {
    now,
    code,
    joinedInto,
  }: ShownCode & { readonly now: Instant; readonly joinedInto: number | null },
): PointView => ({
  ...lotView(lot, now),
  linked_profile_id: null,
  value_initial: decimalOf(lot.initial, POINT_DIGITS),
  value_remaining: decimalOf(lot.remaining, POINT_DIGITS),
  accrued_at: formatV3(lot.issuedAt),
  status: isActive(lot, now) ? "active" : "pending",
  rate: lot.definitionVersion === definition.version ? definition.earn_rate : null,
  definition,
  source: { id: lot.sourceId },
  joined_into: joinedInto,
  code,
});
