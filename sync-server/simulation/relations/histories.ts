import fc from "fast-check";
import { z } from "zod";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import type { YearAct } from "#sync-server/simulation/year/year-history.ts";

// What a member does in half a year, and the same told otherwise: what must end the same.

/** Before the clocks go back in two of three zones, and across 29 February. */
export const START: Instant = instant(Date.UTC(2027, 8, 20, 9));
const DAYS = 180;

const SIMPLE = ["exchange", "reverse", "claimBenefit", "useBenefit", "freeze", "unfreeze"] as const;
const day = z.int().min(0).max(DAYS);
const amount = z.int().min(1).max(100_000);

/** One thing that a member does, on a day of the history. */
const stepSchema = z.discriminatedUnion("does", [
  z.object({
    does: z.literal("sale"),
    day,
    totalCents: amount,
    shop: z.int().min(0).max(2),
    /** How long it takes to reach the server. */
    lateHours: z.int().min(0).max(72),
    /** What becomes of it, and so many days later. */
    outcome: z.enum(["stays", "returned", "voided", "claimed"]),
    afterDays: z.int().min(1).max(60),
    /** How much of it is returned. */
    percent: z.int().min(1).max(100),
  }),
  z.object({
    does: z.literal("redeem"),
    day,
    amountCents: amount,
    first: z.enum(["rewards", "points", "credits"]),
  }),
  z.object({ does: z.literal("giveBack"), day, percent: z.int().min(1).max(100) }),
  z.object({ does: z.enum(["issue", "credit"]), day, valueCents: amount }),
  z.object({ does: z.enum(["card", "payByCard"]), day, amountCents: amount }),
  z.object({ does: z.enum(SIMPLE), day }),
]);
type Step = z.infer<typeof stepSchema>;

export const historySchema = z.array(stepSchema).readonly();
export type ToldHistory = z.infer<typeof historySchema>;

const days = fc.nat(DAYS);
const cents = fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 30_000 }));
const percents = fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 }));

/** Mostly sales, since everything else needs some. */
export const histories: fc.Arbitrary<ToldHistory> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        does: fc.constant("sale" as const),
        day: days,
        totalCents: cents,
        shop: fc.nat(2),
        lateHours: fc.nat(72),
        outcome: fc.constantFrom("stays", "stays", "stays", "returned", "voided", "claimed"),
        afterDays: fc.integer({ min: 1, max: 60 }),
        percent: percents,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant("redeem" as const),
        day: days,
        amountCents: cents,
        first: fc.constantFrom("rewards", "points", "credits"),
      }),
    },
    fc.record({ does: fc.constant("giveBack" as const), day: days, percent: percents }),
    fc.record({ does: fc.constantFrom("issue", "credit"), day: days, valueCents: cents }),
    fc.record({ does: fc.constantFrom("card", "payByCard"), day: days, amountCents: cents }),
    { weight: 2, arbitrary: fc.record({ does: fc.constantFrom(...SIMPLE), day: days }) },
  ),
  { minLength: 8, maxLength: 16, size: "max" },
);

/** The acts of a history, in the order in which they reach the server. */
export const actsOf = (history: ToldHistory): readonly YearAct[] =>
  history.flatMap((step, index) => actsOfStep(step, index)).sort((a, b) => a.at - b.at);

/** No two things happen at once: each step has a minute of its own. */
const actsOfStep = (step: Step, index: number): readonly YearAct[] => {
  const at = addMs(START, step.day * DAY_MS + index * 60_000);
  const by = { at, member: 0 };
  switch (step.does) {
    case "sale":
      return actsOfSale(step, index, at);
    case "redeem":
      return [
        { kind: "redeem", ...by, amountCents: step.amountCents, strategies: ORDERS[step.first] },
      ];
    case "giveBack":
      return [{ kind: "giveBack", ...by, percent: step.percent }];
    case "issue":
    case "credit":
      return [{ kind: step.does, ...by, valueCents: step.valueCents }];
    case "card":
      return [{ kind: "card", ...by, valueCents: step.amountCents }];
    case "payByCard":
      return [{ kind: "payByCard", ...by, amountCents: step.amountCents }];
    default:
      return [{ kind: step.does, ...by }];
  }
};

const ORDERS = {
  rewards: ["rewards", "points"],
  points: ["points", "rewards"],
  credits: ["credits", "rewards"],
} as const;

const actsOfSale = (
  step: Extract<Step, { does: "sale" }>,
  index: number,
  soldAt: Instant,
): readonly YearAct[] => {
  const { shop, totalCents, outcome } = step;
  const receipt = `sale ${index}`;
  const at = addMs(soldAt, step.lateHours * 3_600_000);
  const after = addMs(soldAt, step.afterDays * DAY_MS);
  const isGuest = outcome === "claimed";
  const sold = { member: 0, receipt, shop, totalCents, soldAt };
  const sale: YearAct = { kind: "sale", at, ...sold, isGuest };
  switch (outcome) {
    case "stays":
      return [sale];
    case "returned": {
      const back = Math.ceil((totalCents * step.percent) / 100);
      const name = { receipt: `${receipt} back`, of: receipt };
      const returned = { member: 0, ...name, shop, totalCents: -back, broughtAt: after };
      return [sale, { kind: "return", at: after, ...returned }];
    }
    case "voided":
      return [sale, { kind: "void", at: addMs(at, step.afterDays * DAY_MS), member: 0, receipt }];
    case "claimed":
      return [sale, { kind: "claim", at: addMs(soldAt, step.afterDays * 3_600_000), ...sold }];
  }
};

/**
 * The same with sales and returns that arrive late and in another order: those between two other
 * acts arrive together, just before the second.
 */
export const rearranged = (acts: readonly YearAct[]): readonly YearAct[] => {
  const arranged: YearAct[] = [];
  let waiting: YearAct[] = [];
  const arrive = (at: Instant): void => {
    arranged.push(...waiting.reverse().map((act) => ({ ...act, at })));
    waiting = [];
  };
  for (const act of acts) {
    // A claim waits for its sale no longer than a month.
    if ((act.kind === "sale" && !act.isGuest) || act.kind === "return") {
      waiting.push(act);
    } else {
      arrive(addMs(act.at, -1));
      arranged.push(act);
    }
  }
  arrive(addMs(START, 2 * DAYS * DAY_MS));
  return arranged;
};

/** Only its sales and their returns, each sale for whole amounts of the currency. */
export const inWholeAmounts = (acts: readonly YearAct[]): readonly YearAct[] =>
  acts.flatMap((act): readonly YearAct[] =>
    act.kind === "sale" && !act.isGuest
      ? [{ ...act, totalCents: Math.ceil(act.totalCents / 100) * 100 + 100 }]
      : [],
  );

/** The same with every sale in two, one after the other. */
export const inTwo = (acts: readonly YearAct[]): readonly YearAct[] =>
  acts.flatMap((act): readonly YearAct[] => {
    if (act.kind !== "sale") return [act];
    const first = Math.ceil(act.totalCents / 300) * 100;
    const second = { receipt: `${act.receipt} too`, totalCents: act.totalCents - first };
    return [
      { ...act, totalCents: first },
      { ...act, ...second },
    ];
  });
