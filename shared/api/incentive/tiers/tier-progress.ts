import { z } from "zod";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { TierDefinition } from "#shared/incentive/tiers/tier.ts";
import type { TierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

const tierSchema = z.object({
  id: z.int(),
  name: z.string(),
  handle: z.string(),
  value_min: z.number(),
  value_maintain: z.number().nullable(),
});

const dates = {
  achieved_at: z.string().nullable(),
  anniversary_at: z.string().nullable(),
  maintained_at: z.string().nullable(),
  assigned_at: z.string().nullable(),
};

const progressSchema = z.object({
  programme: z.string(),
  current_tier: tierSchema.nullable(),
  next_tier: tierSchema.nullable(),
  prev_tier: tierSchema.nullable(),
  is_floor: z.boolean(),
  current_credit: z.number(),
  current_progress: z.number(),
  current_remain: z.number(),
  next_progress: z.number(),
  next_remain: z.number().nullable(),
  total_points_12m: z.number(),
  total_points_achievement: z.number(),
  next_progress_change_at: z.string().nullable(),
  ...dates,
});

/**
 * The tiers of a profile as the API shows them (DOMAIN §7.8): those of the main programme at the
 * root, where clients expect them, and those of every programme in `programmes`.
 */
export const tierProgressSchema = progressSchema.extend({
  programme: z.string().nullable(),
  profile_id: z.string(),
  programmes: z.array(progressSchema),
});

/** Where a profile stands in one programme. */
export type ProgrammeStanding = { readonly programme: string; readonly standing: TierStanding };

/** A profile's standings as the API shows them; the first is that of the main programme. */
export const tierProgressView = (
  profileId: string,
  standings: readonly ProgrammeStanding[],
): z.output<typeof tierProgressSchema> => {
  const programmes = standings.map(progressView);
  return { ...(programmes[0] ?? nothing()), profile_id: profileId, programmes };
};

const progressView = ({ programme, standing }: ProgrammeStanding) => {
  const { held, next, previous } = standing;
  return {
    programme,
    current_tier: tierView(held?.tier ?? null),
    next_tier: tierView(next),
    prev_tier: tierView(previous),
    is_floor: held?.tier.isFloor ?? false,
    current_credit: points(standing.credit),
    current_progress: points(standing.progress),
    current_remain: points(standing.remaining),
    next_progress: points(standing.yearTotal),
    next_remain: standing.nextRemaining === null ? null : points(standing.nextRemaining),
    total_points_12m: points(standing.yearTotal),
    total_points_achievement: points(standing.sinceAchieved),
    next_progress_change_at: moment(standing.yearTotalChangesAt),
    achieved_at: moment(held?.achievedAt ?? null),
    anniversary_at: moment(held?.anniversaryAt ?? null),
    maintained_at: moment(held?.maintainedAt ?? null),
    assigned_at: moment(held?.assignedAt ?? null),
  };
};

/** What is shown while head office has defined no tiers. */
const nothing = () => ({
  ...progressView({
    programme: "",
    standing: {
      held: null,
      hasEntered: false,
      next: null,
      previous: null,
      credit: 0,
      progress: 0,
      remaining: 0,
      sinceAchieved: 0,
      yearTotal: 0,
      nextRemaining: null,
      yearTotalChangesAt: null,
    },
  }),
  programme: null,
});

const tierView = (tier: TierDefinition | null) =>
  tier && {
    id: tier.id,
    name: tier.name,
    handle: tier.handle,
    value_min: points(tier.valueMin),
    value_maintain: tier.valueMaintain === null ? null : points(tier.valueMaintain),
  };

const points = (hundredths: number): number => decimalOf(hundredths, POINT_DIGITS);
const moment = (at: Instant | null): string | null => (at === null ? null : formatV3(at));
