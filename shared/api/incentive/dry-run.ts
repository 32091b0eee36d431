import { z } from "zod";
import { day, definitionNumber } from "#shared/api/fields.ts";
import type {
  AchievementDefinition,
  AchievementLevel,
} from "#shared/incentive/achievements/achievement.ts";
import type { PointDefinition } from "#shared/incentive/points/point.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { TierDefinition } from "#shared/incentive/tiers/tier.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { type Cents, cents, centsToDecimal } from "#shared/kernel/money.ts";
import type { CalendarDay, TimeZone } from "#shared/kernel/time.ts";

/** The local days to try it on, both included, and the definition that it would change. */
export const dryRunQuerySchema = z.object({
  from: day.describe("The first day, such as 2026-01-01."),
  to: day.describe("The last day, such as 2026-12-31."),
  id: definitionNumber.optional().describe("The definition that this would change."),
});

const issuedSchema = z.object({
  points: z.number(),
  value: z.number(),
  sales: z.int(),
  profiles: z.int(),
});

/** What the definition would have issued, compared with what was issued. */
export const dryRunSchema = z.object({
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  /** The handle of the points. */
  handle: z.string(),
  /** The sales of those days. */
  sales: z.int(),
  was: issuedSchema,
  would: issuedSchema,
});

type Issued = {
  readonly points: number;
  readonly cents: Cents;
  readonly sales: number;
  readonly profiles: number;
};

/** A dry run as the API shows it. */
export const dryRunView = (
  run: {
    readonly from: CalendarDay;
    readonly to: CalendarDay;
    readonly timezone: TimeZone;
    readonly sales: number;
    readonly point: PointDefinition;
    readonly was: Issued;
    readonly would: Issued;
  },
  currency: Currency,
): z.output<typeof dryRunSchema> => {
  const { point, was, would, ...rest } = run;
  const shown = ({ points, cents, ...counts }: Issued) => ({
    points: decimalOf(points, POINT_DIGITS),
    value: centsToDecimal(cents, currency),
    ...counts,
  });
  return { ...rest, handle: point.handle, was: shown(was), would: shown(would) };
};

const tierCountsSchema = z.object({
  reached: z.int(),
  kept: z.int(),
  lost: z.int(),
  /** At the end of the last day. */
  held: z.int(),
  /** What those who reached it were welcomed with, and what the rewards are worth. */
  welcome: z.object({ rewards: z.int(), value: z.number(), benefits: z.int() }),
});

/** How many profiles would have reached, kept and lost each tier, compared with what happened. */
export const tierDryRunSchema = z.object({
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  programme: z.string(),
  /** Those with points or a tier of the programme. */
  profiles: z.int(),
  /** From the lowest to the highest. */
  tiers: z.array(
    z.object({
      handle: z.string(),
      name: z.string(),
      was: tierCountsSchema,
      would: tierCountsSchema,
    }),
  ),
});

/** A dry run of a tier as the API shows it. */
export const tierDryRunView = (
  run: {
    readonly from: CalendarDay;
    readonly to: CalendarDay;
    readonly timezone: TimeZone;
    readonly programme: string;
    readonly profiles: number;
    readonly tiers: readonly {
      readonly tier: TierDefinition;
      readonly was: TierTally;
      readonly would: TierTally;
    }[];
  },
  currency: Currency,
): z.output<typeof tierDryRunSchema> => {
  const shown = ({ rewards, benefits, rewardCents, ...counts }: TierTally) => ({
    ...counts,
    welcome: { rewards, value: centsToDecimal(rewardCents, currency), benefits },
  });
  return {
    ...run,
    tiers: run.tiers.map(({ tier: { handle, name }, was, would }) => ({
      ...{ handle, name, was: shown(was), would: shown(would) },
    })),
  };
};

type TierTally = Readonly<Record<"reached" | "kept" | "lost" | "held", number>> & {
  readonly rewards: number;
  readonly benefits: number;
  readonly rewardCents: Cents;
};

/** How many profiles would have unlocked each level of an achievement, compared with what did. */
export const achievementDryRunSchema = z.object({
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  handle: z.string(),
  /** The sales of those days, and the profiles of which something would have counted. */
  sales: z.int(),
  profiles: z.int(),
  levels: z.array(
    z.object({
      name: z.string(),
      trigger: z.int(),
      was: z.object({ profiles: z.int() }),
      /** A level that repeats counts each time; what it issues, and what the rewards are worth. */
      would: z.object({
        profiles: z.int(),
        times: z.int(),
        rewards: z.int(),
        value: z.number(),
        benefits: z.int(),
      }),
    }),
  ),
});

/** A dry run of an achievement as the API shows it. */
export const achievementDryRunView = (
  {
    definition,
    levels,
    ...run
  }: {
    readonly from: CalendarDay;
    readonly to: CalendarDay;
    readonly timezone: TimeZone;
    readonly definition: Pick<AchievementDefinition, "handle">;
    readonly sales: number;
    readonly profiles: number;
    readonly levels: readonly {
      readonly level: Pick<AchievementLevel, "name" | "trigger">;
      readonly was: number;
      readonly would: Readonly<Record<"profiles" | "times" | "rewards" | "benefits", number>> & {
        readonly rewardCents: Cents;
      };
    }[];
  },
  currency: Currency,
): z.output<typeof achievementDryRunSchema> => ({
  ...run,
  handle: definition.handle,
  levels: levels.map(({ level: { name, trigger }, was, would: { rewardCents, ...would } }) => ({
    ...{ name, trigger, was: { profiles: was } },
    would: { ...would, value: centsToDecimal(rewardCents, currency) },
  })),
});

const exchangedSchema = z.object({
  profiles: z.int(),
  times: z.int(),
  points: z.number(),
  value: z.number(),
});

/** How many profiles could have exchanged points for a reward, and how often at most. */
export const exchangeDryRunSchema = z.object({
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  handle: z.string(),
  was: exchangedSchema,
  would: exchangedSchema,
});

type Offered = { readonly profiles: number; readonly times: number };
type Exchanged = Offered & { readonly points: number; readonly cents: number };

/** A dry run of exchanges as the API shows it. */
export const exchangeDryRunView = (
  run: {
    readonly from: CalendarDay;
    readonly to: CalendarDay;
    readonly timezone: TimeZone;
    readonly reward: { readonly handle: string };
    readonly was: Exchanged;
    readonly would: Exchanged;
  },
  currency: Currency,
): z.output<typeof exchangeDryRunSchema> => {
  const { reward, was, would, ...rest } = run;
  const shown = ({ profiles, times, points, cents: worth }: Exchanged) => ({
    ...{ profiles, times, points: decimalOf(points, POINT_DIGITS) },
    value: centsToDecimal(cents(worth), currency),
  });
  return { ...rest, handle: reward.handle, was: shown(was), would: shown(would) };
};

/** How many profiles could have claimed a benefit, and how often at most. */
export const claimDryRunSchema = z.object({
  from: z.string(),
  to: z.string(),
  timezone: z.string(),
  handle: z.string(),
  was: z.object({ profiles: z.int(), times: z.int() }),
  /** What they are worth, if the definition says so. */
  would: z.object({ profiles: z.int(), times: z.int(), value: z.number() }),
});

/** A dry run of claims as the API shows it. */
export const claimDryRunView = (
  run: {
    readonly from: CalendarDay;
    readonly to: CalendarDay;
    readonly timezone: TimeZone;
    readonly benefit: { readonly handle: string };
    readonly was: Offered;
    readonly would: Offered & { readonly cents: Cents };
  },
  currency: Currency,
): z.output<typeof claimDryRunSchema> => {
  const { benefit, was, would, ...rest } = run;
  const { cents: worth, ...often } = would;
  return {
    ...{ ...rest, handle: benefit.handle },
    was: { profiles: was.profiles, times: was.times },
    would: { ...often, value: centsToDecimal(worth, currency) },
  };
};
