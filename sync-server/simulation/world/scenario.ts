import type { Budget } from "#shared/incentive/budget.ts";
import { cents } from "#shared/kernel/money.ts";
import type { FloorLimits } from "#shared/redemption/policy.ts";
import type { SaleLimits } from "#shared/redemption/sale-limits.ts";
import type { VelocityLimit } from "#shared/redemption/velocity.ts";
import { seeded } from "./seeded.ts";

/** How bad the world of a seed is, and what it starts with. All shares are from 0 to 1. */
export type Scenario = {
  readonly profiles: number;
  /** The index of each device's location. */
  readonly deviceLocations: readonly number[];
  readonly network: {
    readonly lossShare: number;
    readonly duplicateShare: number;
    /** Share of messages that take minutes to hours, long after the sender has given up. */
    readonly lateShare: number;
  };
  /** Shops are often offline, and customers redeem as much as they can. */
  readonly isHungry: boolean;
  /** Share of steps that cut a device off for a while. */
  readonly outageShare: number;
  /** Share of requests to the server that kill it, before or after its write is committed. */
  readonly crashShare: number;
  /** Share of pushes that don't wait for the answer to the previous one. */
  readonly hastyShare: number;
  /** The most commands in one push, and documents on one page of a pull. */
  readonly batchMax: number;
  readonly pageLimit: number;
  /**
   * The index of a device that lies about when and where things happened; null in an honest world.
   */
  readonly liar: number | null;
  /** How far a device's clock may be wrong at the start, and how far it may jump. */
  readonly clockOffMs: number;
  /** The average time between steps. */
  readonly actEveryMs: number;
  readonly floorLimits: FloorLimits;
  readonly recoverShortfalls: boolean;
  /** The same from beginning to end, so that a check needs no history of them. */
  readonly velocityLimits: readonly VelocityLimit[];
  /** Of rewards, and of points that only such worlds have; null in a world without budgets. */
  readonly budgets: { readonly reward: Budget; readonly point: Budget } | null;
  /**
   * In a world with limits of sales and debts, credit, gift cards, benefits and claims; null
   * elsewhere. `returnDebtMax` is in hundredths of stars.
   */
  readonly extras: { readonly saleLimits: SaleLimits; readonly returnDebtMax: number } | null;
  /** Share of steps in which profiles are merged, or one joins that may be; 0 in most worlds. */
  readonly mergeShare: number;
  /** Share of steps in which somebody is deleted, restored or erased; 0 in most worlds. */
  readonly eraseShare: number;
  /** Share of what staff do that is about lists and connections; 0 in most worlds. */
  readonly clientelingShare: number;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Draws a scenario: a calm day in one shop, a bad week in three, or a run on the tills. */
export const drawScenario = (seed: number): Scenario => {
  const random = seeded(seed, "scenario");
  const isHungry = random.chance(0.35);
  const roughness = isHungry ? 0.2 : random.pick([0, 0.3, 0.6, 1]);
  const profiles = random.between(1, 3);
  // Only the third person lives near the third shop.
  const shops = profiles === 3 ? [0, 1, 1, 2] : [0, 1, 1];
  return {
    profiles,
    deviceLocations: Array.from({ length: 3 }, (_, n) => (n === 0 ? 0 : random.pick(shops))),
    network: {
      lossShare: 0.3 * roughness * random.next(),
      duplicateShare: 0.3 * roughness * random.next(),
      lateShare: 0.15 * roughness * random.next(),
    },
    isHungry,
    outageShare: isHungry ? 0.25 : random.pick([0.03, 0.1, 0.2]),
    crashShare: 0.05 * roughness * random.next(),
    hastyShare: random.chance(0.4) ? 0.4 : 0,
    batchMax: random.pick([1, 2, 3, 5, 100]),
    pageLimit: random.pick([1, 2, 5, 1_000]),
    clockOffMs: isHungry ? 0 : random.pick([0, 5 * MINUTE_MS, 2 * HOUR_MS, 40 * 24 * HOUR_MS]),
    actEveryMs: random.pick([MINUTE_MS, 5 * MINUTE_MS, 40 * MINUTE_MS]),
    floorLimits: isHungry ? HUNGRY_LIMITS : drawFloorLimits(seed),
    recoverShortfalls: random.chance(0.6),
    liar: random.chance(0.3) ? random.between(0, 2) : null,
    velocityLimits: drawVelocityLimits(seed),
    budgets: drawBudgets(seed),
    extras: isHungry ? null : drawExtras(seed),
    mergeShare: drawMergeShare(seed),
    eraseShare: drawEraseShare(seed),
    clientelingShare: drawClientelingShare(seed),
  };
};

/** Many people redeem many small amounts, so that the allowance is what stops them. */
const HUNGRY_LIMITS: FloorLimits = {
  maxPerRedemptionCents: cents(1_000),
  maxPerProfileCents: cents(4_000),
  maxCountPerProfile: 10,
  maxSharePercent: 100,
  maxSnapshotAgeMs: 72 * HOUR_MS,
  allowanceCents: cents(3_000),
};

const drawFloorLimits = (seed: number): FloorLimits => {
  const random = seeded(seed, "floor limits");
  return {
    maxPerRedemptionCents: cents(random.pick([0, 500, 1_000, 2_000, 2_000, 5_000, 5_000])),
    maxPerProfileCents: cents(random.pick([1_000, 1_500, 4_000])),
    maxCountPerProfile: random.between(1, 4),
    maxSharePercent: random.pick([40, 80, 100, 100]),
    maxSnapshotAgeMs: random.pick([HOUR_MS, 12 * HOUR_MS, 72 * HOUR_MS]),
    allowanceCents: cents(random.pick([1_000, 3_000, 6_000, 20_000])),
  };
};

/**
 * In some worlds only, because they keep people from redeeming, and other rules need that to
 * happen.
 */
const drawVelocityLimits = (seed: number): readonly VelocityLimit[] => {
  const random = seeded(seed, "velocity limits");
  if (!random.chance(0.4)) return [];
  const maxPerHour = (): number => random.between(1, 4);
  return [
    { counted: "redemption", per: "device", maxPerHour: maxPerHour(), whenOver: "block" },
    { counted: "redemption", per: "staff", maxPerHour: 1, whenOver: "flag" },
    { counted: "redemption", per: "staff", maxPerHour: maxPerHour() + 2, whenOver: "block" },
    { counted: "join", per: "staff", maxPerHour: 1, whenOver: "block" },
  ];
};

/** In some worlds only: rewards that aren't issued can't be redeemed. */
const drawBudgets = (seed: number): Scenario["budgets"] => {
  const random = seeded(seed, "budgets");
  if (!random.chance(0.2)) return null;
  const money = { countedIn: "money", whenReached: "stop" } as const;
  return {
    reward: { ...money, total: random.between(10_000, 60_000), perProfile: null },
    point: {
      ...money,
      total: random.between(500, 3_000),
      perProfile: random.pick([null, random.between(300, 1_500)]),
    },
  };
};

/**
 * In some worlds only: limits of sales keep people from redeeming, and where they redeem as much as
 * they can, floor limits must be what stops them.
 */
const drawExtras = (seed: number): Scenario["extras"] => {
  const random = seeded(seed, "extras");
  if (!random.chance(0.25)) return null;
  return {
    saleLimits: {
      minBasketCents: cents(random.pick([0, 1_000])),
      maxSharePercent: random.pick([30, 60, 100]),
      maxPerSaleCents: random.pick([null, cents(1_500)]),
    },
    returnDebtMax: random.pick([0, 100, 1_000]),
  };
};

/** In some worlds only, so that the others are as they were. */
const drawMergeShare = (seed: number): number => {
  const random = seeded(seed, "same person");
  return random.chance(0.3) ? random.pick([0.1, 0.25]) : 0;
};

/** The same: who is gone can't redeem. */
const drawEraseShare = (seed: number): number => {
  const random = seeded(seed, "erased");
  return random.chance(0.2) ? random.pick([0.1, 0.25]) : 0;
};

/** The same, and only where nobody is erased: what is gone then is the business of other checks. */
const drawClientelingShare = (seed: number): number =>
  drawEraseShare(seed) === 0 && seeded(seed, "lists and connections").chance(0.12) ? 0.6 : 0;
