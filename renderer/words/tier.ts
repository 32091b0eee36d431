import { maintainValue } from "#shared/incentive/tiers/tier.ts";
import type { TierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import { percentOf } from "#shared/kernel/percent.ts";
import { addMs, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import type { Format } from "./format.ts";
import { pointsFigure, pointsText } from "./lot-text.ts";
import { say } from "./say.ts";

/** The tier that is held. */
export const tierName = ({ held }: TierStanding): string => held?.tier.name ?? say("tier.none");

/** What points are being collected for: the next tier, else to keep this one, else nothing. */
type Goal = {
  readonly label: string;
  readonly reached: number;
  readonly needed: number;
};

const goalOf = ({ held, next, yearTotal, remaining }: TierStanding): Goal | null => {
  if (next) {
    const reached = Math.max(0, yearTotal);
    return { label: say("tier.points_to", { tier: next.name }), reached, needed: next.valueMin };
  }
  if (!held || remaining === 0) return null;
  const needed = maintainValue(held.tier);
  return {
    label: say("tier.points_to_keep", { tier: held.tier.name }),
    reached: needed - remaining,
    needed,
  };
};

/** What the bar measures: "Points to Gold", "Points to keep Gold". */
export const goalLabel = (standing: TierStanding): string =>
  goalOf(standing)?.label ?? say("tier.points_of_year");

/** How much of it is reached: "660 of 1,000 points", or "1,660 points" if nothing is missing. */
export const goalFigure = (standing: TierStanding, format: Format): string => {
  const goal = goalOf(standing);
  return goal
    ? say("tier.reached", {
        reached: pointsFigure(goal.reached, format),
        needed: pointsText(goal.needed, format),
      })
    : pointsText(Math.max(0, standing.yearTotal), format);
};

/** The same from 0 to 100, for a bar. */
export const goalPercent = (standing: TierStanding): number => {
  const goal = goalOf(standing);
  return goal && goal.reached < goal.needed ? percentOf(goal.reached, goal.needed) : 100;
};

/** "340 points to Platinum"; "Platinum with the next points" once there are enough. */
export const toNextText = (
  { next, nextRemaining }: TierStanding,
  format: Format,
): string | null => {
  if (!next || nextRemaining === null) return null;
  return nextRemaining === 0
    ? say("tier.with_next", { tier: next.name })
    : say("customer.next_tier", { points: pointsText(nextRemaining, format), tier: next.name });
};

/** "Gold until 3 Mar 2027 (in 3 months)"; "Silver since 3 Mar 2026" for one that is never lost. */
export const heldText = (
  { held }: TierStanding,
  zone: TimeZone,
  now: Instant,
  format: Format,
): string | null => {
  if (!held) return null;
  const { tier, achievedAt, anniversaryAt } = held;
  return tier.isFloor
    ? say("tier.since", { tier: tier.name, date: format.date(achievedAt, zone) })
    : say("tier.until", {
        tier: tier.name,
        date: format.date(anniversaryAt, zone),
        when: format.untilDay(anniversaryAt, now, zone),
      });
};

/** "120 more by 3 Mar 2027 to keep Gold", "Enough points to keep Gold for another year". */
export const keepText = (
  { held, remaining }: TierStanding,
  zone: TimeZone,
  format: Format,
): string | null => {
  if (!held || held.tier.isFloor) return null;
  const { tier, anniversaryAt } = held;
  return remaining === 0
    ? say("tier.kept", { tier: tier.name })
    : say("tier.keep", {
        points: pointsFigure(remaining, format),
        date: format.date(anniversaryAt, zone),
        tier: tier.name,
      });
};

/** When the points towards the next tier become others by time alone; null if they don't. */
export const changesText = (
  { next, yearTotalChangesAt }: TierStanding,
  zone: TimeZone,
  format: Format,
): string | null =>
  next && yearTotalChangesAt !== null
    ? say("tier.changes", { date: format.date(addMs(yearTotalChangesAt, -1), zone) })
    : null;
