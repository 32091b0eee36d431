import { Temporal } from "temporal-polyfill";
import type { TierDefinition } from "#shared/incentive/tiers/tier.ts";
import type { TierFacts } from "#shared/incentive/tiers/tier-facts.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { DAY_MS, type Instant } from "#shared/kernel/time.ts";

/** What the plain implementation finds, with days as text. */
export type NaiveStanding = {
  readonly tierId: number | null;
  readonly achievedOn: string | null;
  readonly anniversaryOn: string | null;
  readonly maintainedOn: string | null;
  readonly assignedAt: number | null;
  readonly credit: number;
  readonly progress: number;
  readonly yearTotal: number;
};

/**
 * A second, slow implementation of tiers, straight from DOMAIN §7.8: it lives through every single
 * day, and adds up every point each time it needs a sum. For tests to compare with.
 */
export const naiveTierStanding = (facts: TierFacts, now: Instant): NaiveStanding => {
  const dayOf = (at: number) =>
    numberOf(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(facts.zone));
  const today = dayOf(now);
  const points = facts.days.map((each) => {
    const day = numberOf(Temporal.PlainDate.from(each.day));
    return { ...each, day, yearOn: yearsOn(day, 1) };
  });
  type Points = (typeof points)[number];
  const net = (isCounted: (each: Points) => boolean) =>
    points.filter(isCounted).reduce((sum, { gained, lost }) => sum + gained - lost, 0);
  /** Twelve months before a day begins. */
  const yearBefore = (end: number) => net(({ day, yearOn }) => day < end && yearOn >= end);

  const rules = new Map<DefinitionId, TierDefinition>();
  const rank = (tier: TierDefinition) =>
    [...rules.values()].filter(
      (other) =>
        other.valueMin < tier.valueMin || (other.valueMin === tier.valueMin && other.id <= tier.id),
    ).length;
  const highest = (total: number) => {
    let best: TierDefinition | null = null;
    for (const tier of rules.values()) {
      if (!tier.isPublished || tier.valueMin > total) continue;
      if (best === null || rank(tier) > rank(best)) best = tier;
    }
    return best;
  };

  let tierId: DefinitionId | null = null;
  let achieved = today;
  let first = today;
  let years = 1;
  let cycle = today;
  const last: { maintained: number | null } = { maintained: null };
  let assignedAt: number | null = null;
  let hasEntered = false;
  const become = (id: DefinitionId, day: number, by: number | null) => {
    tierId = id;
    achieved = day;
    first = day;
    years = 1;
    cycle = day;
    last.maintained = null;
    assignedAt = by;
  };
  const tierNow = () => (tierId === null ? undefined : rules.get(tierId));
  const credit = () => {
    const tier = tierNow();
    if (!tier || tier.disableCredit) return 0;
    return Math.max(0, yearBefore(cycle) - tier.valueMin);
  };

  const versions = facts.versions.map(({ at, definition }) => ({
    definition,
    from: definition.version === 1 ? dayOf(at) : dayOf(at) + 1,
  }));
  const assignments = facts.assignments
    .map((each) => ({ ...each, on: dayOf(each.at) }))
    .sort((a, b) => a.at - b.at);
  const starts = [
    ...points.map(({ day }) => day),
    ...versions.map(({ from }) => from),
    ...assignments.map(({ on }) => on),
  ];
  for (let day = Math.min(today, ...starts); day <= today; day += 1) {
    // The last second of an anniversary was yesterday.
    if (tierId !== null && day === yearsOn(first, years) + 1) {
      const tier = tierNow();
      const total = yearBefore(day);
      const sum = credit() + net((each) => each.day >= cycle && each.day < day);
      const enough = tier === undefined ? false : sum >= (tier.valueMaintain ?? tier.valueMin);
      const reaches = highest(total);
      const stillReached = tier && reaches ? rank(reaches) >= rank(tier) : false;
      if (tier && (tier.isFloor || enough || stillReached)) {
        last.maintained = day - 1;
      } else {
        let floor: TierDefinition | null = null;
        for (const each of rules.values()) {
          if (!each.isFloor || !each.isPublished) continue;
          if (floor === null || rank(each) < rank(floor)) floor = each;
        }
        const lower =
          reaches && floor ? (rank(reaches) > rank(floor) ? reaches : floor) : (reaches ?? floor);
        tierId = lower === null ? null : lower.id;
        achieved = day;
        last.maintained = null;
        assignedAt = null;
      }
      years += 1;
      cycle = day;
    }
    let isChanged = false;
    for (const { from, definition } of versions) {
      if (from !== day) continue;
      const known = rules.get(definition.id);
      if (!known || known.version < definition.version) rules.set(definition.id, definition);
      isChanged = true;
    }
    for (const { at, on, definitionId } of assignments) {
      if (on !== day) continue;
      hasEntered = true;
      if (rules.has(definitionId)) become(definitionId, day, at);
    }
    const todays = points.filter((each) => each.day === day);
    if (todays.length > 0) hasEntered = true;
    const gained = todays.reduce((sum, each) => sum + each.gained, 0);
    if (!hasEntered || (gained === 0 && !isChanged)) continue;
    const best = highest(yearBefore(day) + gained);
    const tier = tierNow();
    if (best && (!tier || rank(best) > rank(tier))) become(best.id, day, null);
  }

  const isHeld = tierId !== null;
  return {
    tierId,
    achievedOn: isHeld ? textOf(achieved) : null,
    anniversaryOn: isHeld ? textOf(yearsOn(first, years)) : null,
    maintainedOn: isHeld && last.maintained !== null ? textOf(last.maintained) : null,
    assignedAt,
    credit: isHeld ? credit() : 0,
    progress: isHeld ? net(({ day }) => day >= cycle && day <= today) : 0,
    yearTotal: net(({ day, yearOn }) => day <= today && yearOn >= today),
  };
};

/** Days as whole numbers: living through them with Temporal alone takes twenty times as long. */
const numberOf = ({ year, month, day }: Temporal.PlainDate | Temporal.ZonedDateTime): number =>
  Date.UTC(year, month - 1, day) / DAY_MS;

const textOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The same day that many years later, as the calendar has it; worked out once for each. */
const yearsOn = (day: number, years: number): number => {
  const key = `${day} ${years}`;
  const known = laterDays.get(key);
  if (known !== undefined) return known;
  const found = numberOf(Temporal.PlainDate.from(textOf(day)).add({ years }));
  laterDays.set(key, found);
  return found;
};

const laterDays = new Map<string, number>();
