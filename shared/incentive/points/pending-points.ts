import { activeAfter, type Delay } from "#shared/incentive/delay.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { floorOver } from "#shared/kernel/times-over.ts";
import { type EarningSale, earningParts, type PointsDecider } from "./earned-points.ts";

/** A part of what a sale earns that becomes active by itself: when, and how large it is. */
export type Activation = {
  readonly activeAt: Instant;
  readonly weight: number;
  /** How much of it each rate decides; null: the definition's own. */
  readonly byRate: ReadonlyMap<DefinitionId | null, number>;
};

/**
 * When the points of a sale become active, earliest first. Each line's rate says how long its
 * points are pending, or else the definition does ([P9]).
 */
export const activationsOf = (
  sale: EarningSale,
  decider: PointsDecider,
  { at, timezone }: { readonly at: Instant; readonly timezone: TimeZone },
): readonly Activation[] => {
  const { definition } = decider;
  const all = new Map<Instant, Map<DefinitionId | null, number>>();
  // Most lines wait for as long as each other, and a calendar is slow.
  const activeAts = new Map<Delay, Instant>();
  for (const { rate, points } of earningParts(sale, decider)) {
    const delay = rate && rate.issuePeriod !== null ? rate : definition;
    const activeAt = activeAts.get(delay) ?? activeAfter(at, timezone, delay);
    activeAts.set(delay, activeAt);
    const byRate = all.get(activeAt) ?? new Map<DefinitionId | null, number>();
    const id = rate?.id ?? null;
    all.set(activeAt, byRate.set(id, (byRate.get(id) ?? 0) + points));
  }
  return [...all]
    .map(([activeAt, byRate]) => ({ activeAt, byRate, weight: total([...byRate.values()]) }))
    .sort((a, b) => a.activeAt - b.activeAt);
};

/**
 * Splits points among activations by their weights, in whole steps. Every point is in one of them;
 * what rounding leaves waits longest. Goods that are exchanged in the sale weigh less than nothing:
 * they are netted off what would be active before them, so no part is below zero. Without
 * activations all of them are active at once, at null.
 */
export const splitPoints = (
  points: number,
  activations: readonly Activation[],
  step: number,
): readonly { readonly activeAt: Instant | null; readonly points: number }[] => {
  const whole = total(activations.map(({ weight }) => weight));
  const last = activations.at(-1);
  if (!last || whole <= 0) return [{ activeAt: last?.activeAt ?? null, points }];
  const bounds = boundsOf(activations);
  let placed = 0;
  return activations.flatMap(({ activeAt }, n) => {
    const upTo = floorOver(points, bounds[n] ?? 0, whole * step) * step;
    const part = activeAt === last.activeAt ? points - placed : upTo - placed;
    placed += part;
    return part === 0 ? [] : { activeAt, points: part };
  });
};

const total = (weights: readonly number[]): number => weights.reduce((sum, each) => sum + each, 0);

/** The weight up to each activation, never more than what is left of it by any later one. */
const boundsOf = (activations: readonly Activation[]): readonly number[] => {
  let weight = 0;
  const upTo = activations.map((each) => {
    weight += each.weight;
    return weight;
  });
  return upTo.map((_, n) => Math.max(0, Math.min(...upTo.slice(n))));
};
