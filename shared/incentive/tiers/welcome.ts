import { z } from "zod";
import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { type CalendarDay, calendarDaySchema } from "#shared/kernel/time.ts";
import type { TierDefinition } from "./tier.ts";
import type { TierHistory } from "./tier-history.ts";
import type { TierTurn } from "./tier-turn.ts";

/** A tier that a profile was welcomed to, and the day on which it had reached it. */
export const welcomedSchema = z.object({
  definitionId: definitionIdSchema,
  day: calendarDaySchema,
});
export type Welcomed = Readonly<z.infer<typeof welcomedSchema>>;

/** A welcome to a tier, as it was defined on the day on which it was reached. */
export type Welcome = { readonly tier: TierDefinition; readonly day: Welcomed["day"] };

/**
 * The welcomes that a profile is due for reaching tiers, in order ([T14]): one each time that it
 * has reached a tier, at most once in a tier year, less those that it had before. One that it had
 * for a day on which it turned out not to have reached the tier counts for the first day without.
 * So it makes no difference in which order facts arrive. Days up to a checkpoint have no turns any
 * more, and are settled.
 */
export const welcomesDue = (
  { turns, checkpoint, rules }: Pick<TierHistory, "turns" | "checkpoint" | "rules">,
  before: readonly Welcomed[] = [],
): readonly Welcome[] => {
  const isSettled = ({ day }: Welcomed) => checkpoint !== null && day <= checkpoint.through;
  const reached = onceAYear(turns, rules, before.filter(isSettled));
  const due = new Set<Welcome>();
  for (const id of new Set(reached.map(({ tier }) => tier.id))) {
    const welcomes = reached.filter(({ tier }) => tier.id === id);
    const had = before
      .filter((each) => each.definitionId === id && !isSettled(each))
      .map(({ day }) => day);
    const without = welcomes.filter(({ day }) => !had.includes(day));
    const over = had.filter((each) => welcomes.every(({ day }) => day !== each));
    for (const welcome of without.slice(over.length)) due.add(welcome);
  }
  return reached.filter((welcome) => due.has(welcome));
};

/**
 * Those of a tier year that isn't over ([T14]). What was reached before is settled: a profile that
 * moves to another region isn't welcomed for years in which it lived elsewhere.
 */
export const welcomesNow = (due: readonly Welcome[], today: CalendarDay): readonly Welcome[] =>
  due.filter(({ day }) => isInTierYear(today, day));

/** Whether a day is in the tier year that began on another. */
const isInTierYear = (day: CalendarDay, reachedOn: CalendarDay): boolean =>
  day <= yearsAfter(reachedOn, 1);

/** The tiers that were reached or jumped over and welcome with something, unless deleted since. */
const onceAYear = (
  turns: readonly TierTurn[],
  rules: TierHistory["rules"],
  settled: readonly Welcomed[],
): readonly Welcome[] => {
  const last = new Map(settled.map(({ definitionId, day }) => [definitionId, day]));
  const welcomes: Welcome[] = [];
  for (const turn of turns) {
    if (turn.kind !== "reached") continue;
    const { day } = turn;
    const welcoming = turn.passed.filter(({ welcome }) => welcome.length > 0);
    for (const tier of welcoming.filter(({ id }) => rules.get(id)?.isDeleted !== true)) {
      const before = last.get(tier.id);
      if (before !== undefined && isInTierYear(day, before)) continue;
      last.set(tier.id, day);
      welcomes.push({ tier, day });
    }
  }
  return welcomes;
};
