import { dayAfter, yearsAfter } from "#shared/kernel/calendar-day.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { compareTiers, maintainValue, type TierDefinition } from "./tier.ts";
import type { HeldTier, TierCheckpoint } from "./tier-checkpoint.ts";
import {
  compareDays,
  type TierAssignment,
  type TierFacts,
  type TierVersion,
} from "./tier-facts.ts";
import { type TierTally, tallyOf } from "./tier-tally.ts";
import type { JudgedPoints, TierTurn } from "./tier-turn.ts";

/** What the facts of a programme come to by the end of a day. */
export type TierHistory = {
  /** The tier definitions in force. */
  readonly rules: ReadonlyMap<DefinitionId, TierDefinition>;
  readonly held: HeldTier | null;
  /** Whether the profile has ever had points or a tier of the programme ([T9]). */
  readonly hasEntered: boolean;
  readonly tally: TierTally;
  readonly checkpoint: TierCheckpoint | null;
  /** How it came to that, in order, since the checkpoint. */
  readonly turns: readonly TierTurn[];
};

/**
 * Replays a programme for one profile, day by day up to `today` (SPEC.md [T1] to [T9]), from the
 * checkpoint if there is one, which must be older. Only the facts decide, never when they arrived:
 * each day counts its definitions first, then what staff assigned, then its points. A day in the
 * future doesn't count yet.
 */
export const tierHistory = (facts: TierFacts, today: CalendarDay): TierHistory => {
  const { checkpoint } = facts;
  const days = facts.days
    .filter(({ day }) => day <= today)
    .sort((a, b) => compareDays(a.day, b.day));
  // What is settled already only needs adding up.
  const open = checkpoint === null ? days : days.filter(({ day }) => day > checkpoint.through);
  const moments = dayByDay({ ...facts, days: open }, today);
  const isSettled = ({ day }: DayHappened) => checkpoint !== null && day <= checkpoint.through;
  const settled = moments.filter(isSettled).flatMap(({ definitions }) => definitions);
  let history: TierHistory = {
    rules: new Map(settled.map((definition) => [definition.id, definition])),
    held: checkpoint?.held ?? null,
    hasEntered: checkpoint?.hasEntered ?? false,
    tally: tallyOf(days),
    checkpoint,
    turns: [],
  };
  for (const happened of moments) {
    if (!isSettled(happened)) history = passDay(judgeUntil(history, happened.day), happened);
  }
  return judgeUntil(history, today);
};

/** What happened on a day on which anything can change. */
type DayHappened = {
  readonly day: CalendarDay;
  readonly definitions: readonly TierDefinition[];
  readonly assignments: readonly TierAssignment[];
  readonly hasPoints: boolean;
  readonly gained: number;
};

const NOTHING_ON_A_DAY = {
  definitions: [],
  assignments: [],
  hasPoints: false,
  gained: 0,
} as const satisfies Omit<DayHappened, "day">;

const dayByDay = (
  { versions, assignments, days, zone }: TierFacts,
  today: CalendarDay,
): readonly DayHappened[] => {
  const byDay = new Map<CalendarDay, DayHappened>();
  const on = (day: CalendarDay): DayHappened => byDay.get(day) ?? { day, ...NOTHING_ON_A_DAY };
  for (const { at, definition } of [...versions].sort((a, b) => versionOrder(a, b))) {
    const happened = on(inForceFrom({ at, definition }, zone));
    const definitions = [...happened.definitions, definition];
    byDay.set(happened.day, { ...happened, definitions });
  }
  for (const assignment of [...assignments].sort((a, b) => a.at - b.at)) {
    const happened = on(dayIn(assignment.at, zone));
    byDay.set(happened.day, {
      ...happened,
      assignments: [...happened.assignments, assignment],
    });
  }
  for (const { day, gained } of days) {
    const { definitions, assignments } = byDay.get(day) ?? NOTHING_ON_A_DAY;
    byDay.set(day, { day, definitions, assignments, hasPoints: true, gained });
  }
  return [...byDay.values()]
    .filter(({ day }) => day <= today)
    .sort((a, b) => compareDays(a.day, b.day));
};

/**
 * A new tier counts on the day it is written; a change to one from the next day, so that it leaves
 * alone what the day has decided; a deletion at once, because nobody holds the tier ([T7]).
 */
const inForceFrom = ({ at, definition }: TierVersion, zone: TimeZone): CalendarDay => {
  const day = dayIn(at, zone);
  return definition.version === 1 || definition.isDeleted ? day : dayAfter(day);
};

const versionOrder = (a: TierFacts["versions"][number], b: TierFacts["versions"][number]): number =>
  a.at - b.at || a.definition.version - b.definition.version;

const passDay = (history: TierHistory, happened: DayHappened): TierHistory => {
  const { day, definitions, assignments, hasPoints, gained } = happened;
  const rules = definitions.length === 0 ? history.rules : inForce(history.rules, definitions);
  const hasEntered = history.hasEntered || hasPoints || assignments.length > 0;
  let now = withoutDeleted({ ...history, rules, hasEntered }, happened);
  for (const assignment of assignments) now = assign(now, day, assignment);
  const isJudged = hasEntered && (gained > 0 || definitions.length > 0);
  return isJudged ? attain(now, day, gained) : now;
};

/** The newest version of each; one of the day before a deletion comes after it. */
const inForce = (
  rules: TierHistory["rules"],
  definitions: readonly TierDefinition[],
): TierHistory["rules"] => {
  const next = new Map(rules);
  for (const each of definitions) {
    if (each.version >= (next.get(each.id)?.version ?? 0)) next.set(each.id, each);
  }
  return next;
};

/**
 * Without a tier that was deleted meanwhile. Only a sale that arrives late can have given it to
 * somebody: nobody held it when it was deleted ([T7]).
 */
const withoutDeleted = (history: TierHistory, { day, gained }: DayHappened): TierHistory => {
  const { held, rules, tally } = history;
  const current = currentTier(history);
  if (!held || !current?.isDeleted) return history;
  const to = highestReached(rules, tally.yearBefore(day) + gained) ?? floorOf(rules);
  const after = { ...history, held: to && { ...reached(to.id, day, null), ...cycleOf(held) } };
  return turned(after, { kind: "lost", day, tier: current, judged: null, to });
};

const cycleOf = ({ countedFrom, anniversaryOn, cycleFrom }: HeldTier) => ({
  ...{ countedFrom, anniversaryOn, cycleFrom },
});

/** Gives a tier by hand, also a lower one ([T6]). */
const assign = (
  history: TierHistory,
  day: CalendarDay,
  { at, definitionId }: TierAssignment,
): TierHistory => {
  const given = history.rules.get(definitionId);
  if (!given) return history;
  const current = currentTier(history);
  const order = current ? compareTiers(given, current) : 1;
  const after = { ...history, held: reached(definitionId, day, at) };
  if (order > 0) {
    return turned(after, { kind: "reached", day, tier: given, passed: [given], points: null });
  }
  return current && order < 0
    ? turned(after, { kind: "lost", day, tier: current, judged: null, to: given })
    : after;
};

const turned = (history: TierHistory, turn: TierTurn): TierHistory => ({
  ...history,
  turns: [...history.turns, turn],
});

const currentTier = ({ held, rules }: TierHistory): TierDefinition | undefined =>
  held === null ? undefined : rules.get(held.definitionId);

/**
 * Moves up at once, never down ([T1], [T2]): the points of the day count in full, and those that it
 * lost only from the next day on.
 */
const attain = (history: TierHistory, day: CalendarDay, gained: number): TierHistory => {
  const { tally, rules } = history;
  const points = tally.yearBefore(day) + gained;
  const best = highestReached(rules, points);
  const current = currentTier(history);
  if (!best || (current && compareTiers(best, current) <= 0)) return history;
  const passed = reachableTiers(rules).filter(
    (tier) => compareTiers(tier, best) <= 0 && (!current || compareTiers(tier, current) > 0),
  );
  const after = { ...history, held: reached(best.id, day, null) };
  return turned(after, { kind: "reached", day, tier: best, passed, points });
};

const reached = (
  definitionId: DefinitionId,
  day: CalendarDay,
  assignedAt: Instant | null,
): HeldTier => ({
  definitionId,
  achievedOn: day,
  countedFrom: day,
  anniversaryOn: yearsAfter(day, 1),
  cycleFrom: day,
  maintainedOn: null,
  assignedAt,
});

/** Decides every anniversary that is over before a day begins ([T3]). */
export const judgeUntil = (history: TierHistory, day: CalendarDay): TierHistory => {
  let judged = history;
  while (judged.held && judged.held.anniversaryOn < day) judged = judge(judged, judged.held);
  return judged;
};

const judge = (history: TierHistory, held: HeldTier): TierHistory => {
  const { rules } = history;
  const { countedFrom, anniversaryOn } = held;
  const current = rules.get(held.definitionId);
  const nextFrom = dayAfter(anniversaryOn);
  const points = judgedPoints(history, held, nextFrom);
  const qualifying = highestReached(rules, points.year);
  const cycle = {
    countedFrom,
    anniversaryOn: yearsAfter(countedFrom, yearsBetween(countedFrom, anniversaryOn) + 1),
    cycleFrom: nextFrom,
  };
  const isKept =
    current !== undefined &&
    (current.isFloor ||
      points.credit + points.progress >= maintainValue(current) ||
      (qualifying !== null && compareTiers(qualifying, current) >= 0));
  const [lower = null] = [qualifying, floorOf(rules)]
    .filter((tier) => tier !== null)
    .sort((a, b) => compareTiers(b, a));
  const turn = { day: anniversaryOn, judged: points, to: isKept ? current : lower };
  const judged = current
    ? turned(history, { ...turn, kind: isKept ? "kept" : "lost", tier: current })
    : history;
  if (isKept) return { ...judged, held: { ...held, ...cycle, maintainedOn: anniversaryOn } };
  return {
    ...judged,
    held: lower && {
      ...cycle,
      definitionId: lower.id,
      achievedOn: nextFrom,
      maintainedOn: null,
      assignedAt: null,
    },
  };
};

/** Credit, progress of the cycle and the twelve months, before a day begins ([T4]). */
const judgedPoints = (history: TierHistory, held: HeldTier, before: CalendarDay): JudgedPoints => ({
  credit: creditOf(history, held),
  progress: sinceCycle(history, held, before),
  year: history.tally.yearBefore(before),
});

/**
 * What the twelve months before the cycle had over the tier's minimum. It helps in that cycle only
 * ([T4]).
 */
export const creditOf = (history: TierHistory, held: HeldTier): number => {
  const tier = history.rules.get(held.definitionId);
  if (!tier || tier.disableCredit) return 0;
  return Math.max(0, yearBeforeCycle(history, held) - tier.valueMin);
};

/** Points of the twelve months before the cycle. */
export const yearBeforeCycle = (
  { tally, checkpoint }: TierHistory,
  { cycleFrom }: HeldTier,
): number =>
  checkpoint?.held?.cycleFrom === cycleFrom
    ? checkpoint.yearBeforeCycle
    : tally.yearBefore(cycleFrom);

/** Points from the first day of the cycle until a day begins. */
export const sinceCycle = (
  { tally, checkpoint }: TierHistory,
  { cycleFrom }: HeldTier,
  before: CalendarDay,
): number =>
  checkpoint?.held?.cycleFrom === cycleFrom
    ? checkpoint.sinceCycle + tally.between(dayAfter(checkpoint.through), before)
    : tally.between(cycleFrom, before);

/** Points from the day the tier was reached until a day begins. */
export const sinceAchieved = (
  { tally, checkpoint }: TierHistory,
  { achievedOn }: HeldTier,
  before: CalendarDay,
): number =>
  checkpoint?.held?.achievedOn === achievedOn
    ? checkpoint.sinceAchieved + tally.between(dayAfter(checkpoint.through), before)
    : tally.between(achievedOn, before);

const yearsBetween = (from: CalendarDay, to: CalendarDay): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4));

/** The tiers that can be reached, from the lowest to the highest. */
export const reachableTiers = (rules: TierHistory["rules"]): readonly TierDefinition[] => {
  const known = reachableIn.get(rules);
  if (known) return known;
  const tiers = [...rules.values()].filter(({ isPublished }) => isPublished).sort(compareTiers);
  reachableIn.set(rules, tiers);
  return tiers;
};

/** Every day of a replay asks for them. */
const reachableIn = new WeakMap<TierHistory["rules"], readonly TierDefinition[]>();

const highestReached = (rules: TierHistory["rules"], points: number): TierDefinition | null =>
  reachableTiers(rules).findLast(({ valueMin }) => valueMin <= points) ?? null;

const floorOf = (rules: TierHistory["rules"]): TierDefinition | null =>
  reachableTiers(rules).find(({ isFloor }) => isFloor) ?? null;
