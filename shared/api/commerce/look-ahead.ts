import { z } from "zod";
import {
  countryCode,
  decimal,
  moment,
  orNull,
  regionHandleOrNull,
  slug,
  text,
  textOrNull,
} from "#shared/api/fields.ts";
import {
  movedAchievementSchema,
  movedAchievementView,
} from "#shared/api/incentive/achievements/achievement.ts";
import { perMajorUnit } from "#shared/api/incentive/points/rate.ts";
import type { AchievementMovement } from "#shared/incentive/achievements/achievement-movement.ts";
import type { EarningPart } from "#shared/incentive/points/earned-points.ts";
import {
  lineTypeSchema,
  POINT_DIGITS,
  POINT_USES,
  type PointDefinition,
} from "#shared/incentive/points/point.ts";
import {
  type ConsideredRate,
  reasonNotAppliedSchema,
} from "#shared/incentive/points/resolve-rate.ts";
import { type TierMovement, tierMovementSchema } from "#shared/incentive/tiers/tier-movement.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { AMOUNT_CENTS_MAX, type Cents, cents, centsToDecimal } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type TransactionBody, transactionBodySchema } from "./transaction-body.ts";

/**
 * A basket whose points are asked for before it is sold: the body of a sale, of which little is
 * needed, and what to suppose about it. An estimate for one product is a basket with one item.
 */
export const lookAheadBodySchema = perCurrency((currency) =>
  transactionBodySchema(currency).extend({
    /** Left out: `price`, or what the items add up to. */
    total: orNull(decimal(currency)).optional(),
    price: orNull(decimal(currency)).optional(),
    /** Left out: now. */
    transacted_at: orNull(moment).optional(),
    /** Of a point definition; left out: all of them. */
    handle: orNull(slug).optional(),
    /** Other names of `rate_code` and `location_id`. */
    code: textOrNull(100).optional(),
    location: orNull(z.union([z.int().positive(), text(100)])).optional(),
    /** Instead of those of the location. */
    region_id: regionHandleOrNull.optional(),
    country_iso_2: orNull(countryCode).optional(),
    /** As though the profile held this tier. */
    tier_handle: textOrNull(100).optional(),
  }),
);
type LookAheadBody = z.infer<ReturnType<typeof lookAheadBodySchema>>;

/** The sale that the basket would be; null if it doesn't say how much it comes to. */
export const basketOf = (body: LookAheadBody, now: Instant): TransactionBody | null => {
  const total = body.total ?? body.price ?? sumOf(body);
  if (total === null) return null;
  const { rate_code, code, location_id, location } = body;
  return {
    ...body,
    total,
    transacted_at: body.transacted_at ?? now,
    rate_code: rate_code ?? code ?? undefined,
    location_id: location_id ?? location,
  };
};

/** What the items add up to; null without any, or if it is more than a sale can be. */
const sumOf = ({ items = [] }: LookAheadBody): Cents | null => {
  const standing = items.filter(({ extra }) => extra["is_void"] !== true);
  const sum = standing.reduce(
    (total, { quantity, priceSellCents }) => total + Math.round(quantity * priceSellCents),
    0,
  );
  return standing.length === 0 || Math.abs(sum) > AMOUNT_CENTS_MAX ? null : cents(sum);
};

/** What a basket would earn, and why (DOMAIN §7.3). */
export const lookAheadSchema = z.object({
  /** The points that can be spent; with a `handle`, those of that definition. */
  total: z.number(),
  definitions: z.array(
    z.object({
      id: z.int(),
      handle: z.string(),
      name: z.string(),
      points: z.number(),
      /** It earns nothing under this definition, whose budget has no room for it. */
      budget_reached: z.boolean(),
      /**
       * What each part of it earns. Points are rounded once, in total, so these may lack a little.
       */
      lines: z.array(
        z.object({
          /**
           * Its position among the items that aren't void; null: fees, or what no item explains.
           */
          line: z.int().nullable(),
          name: z.string().nullable(),
          sku: z.string().nullable(),
          line_type: lineTypeSchema,
          amount: z.number(),
          points: z.number(),
          rate: z.number(),
          /** Null: the definition's own rate. */
          rate_id: z.int().nullable(),
        }),
      ),
      rates: z.array(
        z.object({
          id: z.int(),
          name: z.string(),
          rate: z.number(),
          /** Why it applies to no line; null: it applies to one. */
          reason: reasonNotAppliedSchema.nullable(),
        }),
      ),
    }),
  ),
  tiers: z.array(tierMovementSchema),
  achievements: z.array(movedAchievementSchema),
});

type Foreseen = {
  readonly definition: PointDefinition;
  readonly points: number;
  readonly isSpent: boolean;
  readonly parts: readonly (EarningPart & {
    readonly item: { readonly name: string; readonly sku: string | null } | null;
  })[];
  readonly rates: readonly ConsideredRate[];
};

/** What a basket would earn, as the API shows it. */
export const lookAheadView = (
  {
    earned,
    tiers,
    achievements,
  }: {
    readonly earned: readonly Foreseen[];
    readonly tiers: readonly TierMovement[];
    readonly achievements: readonly AchievementMovement[];
  },
  handle: string | null,
  currency: Currency,
): z.output<typeof lookAheadSchema> => {
  const shown = earned.filter(({ definition }) => handle === null || definition.handle === handle);
  const counted = shown.filter(
    ({ definition }) => handle !== null || POINT_USES[definition.use].areHeldInLots,
  );
  const { encode } = perMajorUnit(currency);
  return {
    total: apiPoints(counted.reduce((sum, { points }) => sum + points, 0)),
    definitions: shown.map(({ definition, points, isSpent, parts, rates }) => ({
      id: definition.id,
      handle: definition.handle,
      name: definition.name,
      points: apiPoints(points),
      budget_reached: isSpent,
      lines: parts.map((part) => ({
        line: part.line,
        name: part.item?.name ?? null,
        sku: part.item?.sku ?? null,
        line_type: part.lineType,
        amount: centsToDecimal(cents(part.cents), currency),
        points: apiPoints(part.points),
        rate: encode(part.rate?.rateMicro ?? definition.earnRateMicro),
        rate_id: part.rate?.id ?? null,
      })),
      rates: rates.map(({ rate, reason }) => ({
        id: rate.id,
        name: rate.name,
        rate: encode(rate.rateMicro),
        reason,
      })),
    })),
    tiers: [...tiers],
    achievements: achievements.map(movedAchievementView),
  };
};

const apiPoints = (points: number): number => decimalOf(points, POINT_DIGITS);
