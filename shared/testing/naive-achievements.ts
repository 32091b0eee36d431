import { Temporal } from "temporal-polyfill";
import type { AchievementDefinition } from "#shared/incentive/achievements/achievement.ts";

/** Something counted or taken back on a day, in hundredths. */
export type NaiveCount = { readonly day: string; readonly count: number };

/** What the plain implementation finds. */
export type NaiveAchievement = {
  /** In the cycle of the last day. */
  readonly score: number;
  /** The scores of the levels that were unlocked, in order. */
  readonly unlocked: readonly number[];
};

/**
 * A second, slow implementation of achievements, straight from DOMAIN §10: it lives through every
 * single day, and counts every single step of a level that repeats. For tests to compare with.
 */
export const naiveAchievement = (
  definition: Pick<AchievementDefinition, "levels" | "period" | "enableAnnualEarnCycle">,
  counts: readonly NaiveCount[],
  { joinedOn, today }: { readonly joinedOn: string; readonly today: string },
): NaiveAchievement => {
  const unlocked: number[] = [];
  const everUnlocked = new Set<number>();
  let inCycle = new Set<number>();
  let score = 0;
  const first = counts.map(({ day }) => day).sort()[0] ?? today;
  const end = Temporal.PlainDate.from(today);
  for (
    let day = Temporal.PlainDate.from(first);
    Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (startsCycle(definition, day, Temporal.PlainDate.from(joinedOn))) {
      score = 0;
      inCycle = new Set();
    }
    const onDay = counts.filter((each) => each.day === day.toString());
    for (const { count } of onDay) if (count > 0) score += count;
    for (const { trigger, canRepeat } of scoresUpTo(definition, score)) {
      if (canRepeat ? inCycle.has(trigger) : everUnlocked.has(trigger)) continue;
      unlocked.push(trigger);
      everUnlocked.add(trigger);
      inCycle.add(trigger);
    }
    for (const { count } of onDay) if (count < 0) score += count;
  }
  return { score: Math.max(0, score), unlocked };
};

/** Every score up to this one at which a level is reached. */
const scoresUpTo = ({ levels }: Pick<AchievementDefinition, "levels">, score: number) => {
  const found: { readonly trigger: number; readonly canRepeat: boolean }[] = [];
  for (let whole = 1; whole * 100 <= score; whole += 1) {
    for (const { trigger, repeats, repeatInterval, allowMultipleEarn } of levels) {
      const isAgain = repeats && whole > trigger && (whole - trigger) % (repeatInterval ?? 1) === 0;
      if (whole === trigger || isAgain)
        found.push({ trigger: whole, canRepeat: allowMultipleEarn });
    }
  }
  return found;
};

const startsCycle = (
  {
    period,
    enableAnnualEarnCycle,
  }: Pick<AchievementDefinition, "period" | "enableAnnualEarnCycle">,
  day: Temporal.PlainDate,
  joinedOn: Temporal.PlainDate,
): boolean => {
  switch (period) {
    case "daily":
      return true;
    case "weekly":
      return day.dayOfWeek === 1;
    case "fortnightly":
      return (
        day.dayOfWeek === 1 && Temporal.PlainDate.from("1970-01-05").until(day).days % 14 === 0
      );
    case "monthly":
      return day.day === 1;
    case "yearly":
      return day.dayOfYear === 1;
    case null:
      return (
        enableAnnualEarnCycle &&
        joinedOn.add({ years: day.year - joinedOn.year }).toString() === day.toString()
      );
  }
};
