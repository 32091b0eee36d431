import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import { seeded } from "#sync-server/simulation/world/seeded.ts";

/** Something that happens to a member in the year. Places are in the lists of its chain. */
export type YearAct = {
  /** When it reaches the server. */
  readonly at: Instant;
  readonly member: number;
} & (
  | {
      readonly kind: "sale";
      readonly receipt: string;
      readonly shop: number;
      readonly totalCents: number;
      /** When the customer paid: before it reaches the server. */
      readonly soldAt: Instant;
      /** They didn't say who they are, and claim it: the act `claim`. */
      readonly isGuest: boolean;
    }
  | {
      readonly kind: "return";
      readonly receipt: string;
      /** The sale, which may reach the server after its return. */
      readonly of: string;
      readonly broughtAt: Instant;
      readonly shop: number;
      readonly totalCents: number;
    }
  | { readonly kind: "void"; readonly receipt: string }
  | {
      /** The till sends a sale again, with what it really came to and when it was. */
      readonly kind: "correct";
      readonly receipt: string;
      readonly shop: number;
      readonly totalCents: number;
      readonly soldAt: Instant;
    }
  | {
      readonly kind: "claim";
      /** Of the sale, which may reach the server later. */
      readonly receipt: string;
      readonly shop: number;
      readonly totalCents: number;
      readonly soldAt: Instant;
    }
  | { readonly kind: "issue"; readonly valueCents: number }
  | { readonly kind: "credit"; readonly valueCents: number }
  | { readonly kind: "exchange" }
  | {
      readonly kind: "redeem";
      readonly amountCents: number;
      readonly strategies: readonly Strategy[];
    }
  /** Undoes the last redemption that was neither undone nor given back. */
  | { readonly kind: "reverse" }
  /** Goods that it paid for come back: this share of it. */
  | { readonly kind: "giveBack"; readonly percent: number }
  | { readonly kind: "claimBenefit" }
  /** Uses the benefit that was claimed last. */
  | { readonly kind: "useBenefit" }
  /** Buys a gift card, and pays with the last one. */
  | { readonly kind: "card"; readonly valueCents: number }
  | { readonly kind: "payByCard"; readonly amountCents: number }
  | { readonly kind: "freeze" }
  | { readonly kind: "unfreeze" }
);
export type YearActOf<K extends YearAct["kind"]> = Extract<YearAct, { readonly kind: K }>;

/** How many days there are between two things a member does, on average. */
const DAYS_BETWEEN = 9;
/** The same of what happens only now and then. */
const DAYS_BETWEEN_OTHERS = 25;

/** Shares of sales that are returned, voided, or claimed later. */
const RETURNED = 0.15;
const VOIDED = 0.04;
const CLAIMED = 0.06;

const LATE_AT_MOST_MS = 3 * DAY_MS;

/** Draws what members do in a year from `start`, in the order in which it reaches the server. */
export const drawYear = (
  seed: number,
  { start, members, shops }: { start: Instant; members: number; shops: number },
): readonly YearAct[] => {
  const end = addMs(start, 366 * DAY_MS);
  const acts: YearAct[] = [];
  for (let member = 0; member < members; member++) {
    const random = seeded(seed, `member ${member}`);
    let at = addMs(start, random.waitMs(DAYS_BETWEEN * DAY_MS));
    for (let number = 0; at < end; number++) {
      acts.push(...drawActs(random, { at, member, number, shops }));
      at = addMs(at, 1000 + random.waitMs(DAYS_BETWEEN * DAY_MS));
    }
    acts.push(
      ...drawOthers(seeded(seed, `others of member ${member}`), { start, end, member, shops }),
    );
  }
  // A receipt from before may be claimed before the year begins.
  return acts
    .filter((act) => act.at >= start && act.at < end)
    .sort((a, b) => a.at - b.at || a.member - b.member);
};

/** A sale with whatever becomes of it, or one of the rarer acts. */
const drawActs = (
  random: ReturnType<typeof seeded>,
  { at, member, number, shops }: { at: Instant; member: number; number: number; shops: number },
): readonly YearAct[] => {
  const rarer = random.next();
  if (rarer < 0.05) {
    return [{ kind: "issue", at, member, valueCents: random.between(100, 2_000) }];
  }
  if (rarer < 0.1) return [{ kind: "exchange", at, member }];
  if (rarer < 0.3) {
    const amountCents = random.between(50, 1_500);
    const strategies = ORDERS[random.chance(0.5) ? "rewardsFirst" : "pointsFirst"];
    return [{ kind: "redeem", at, member, amountCents, strategies }];
  }
  if (rarer < 0.33) return [{ kind: "reverse", at, member }];
  const receipt = `${member}-${number}`;
  const shop = random.between(0, shops - 1);
  const totalCents = random.between(200, 25_000);
  const soldAt = addMs(at, -random.between(0, LATE_AT_MOST_MS));
  const isGuest = random.chance(CLAIMED);
  const sale = { kind: "sale", at, member, receipt, shop, totalCents, soldAt, isGuest } as const;
  if (isGuest) {
    const claimedAt = addMs(soldAt, 1000 + random.waitMs(2 * DAY_MS));
    return [sale, { kind: "claim", at: claimedAt, member, receipt, shop, totalCents, soldAt }];
  }
  const later = addMs(soldAt, random.waitMs(random.pick([10, 50]) * DAY_MS));
  if (random.chance(VOIDED)) {
    return [sale, { kind: "void", at: addMs(at, random.waitMs(DAY_MS)), member, receipt }];
  }
  if (!random.chance(RETURNED)) return [sale];
  const returnedCents = random.chance(0.5) ? totalCents : random.between(1, totalCents);
  const name = { receipt: `${receipt}-back`, of: receipt };
  const returned = { member, ...name, shop, totalCents: -returnedCents, broughtAt: later };
  return [sale, { kind: "return", at: later, ...returned }];
};

const ORDERS = {
  rewardsFirst: ["rewards", "points"],
  pointsFirst: ["points", "rewards"],
} as const satisfies Record<string, readonly Strategy[]>;

/** Credit, benefits, gift cards, what comes back, corrections and freezes. */
const drawOthers = (
  random: ReturnType<typeof seeded>,
  years: { start: Instant; end: Instant; member: number; shops: number },
): readonly YearAct[] => {
  const { start, end, member, shops } = years;
  const acts: YearAct[] = [];
  let at = addMs(start, random.waitMs(DAYS_BETWEEN_OTHERS * DAY_MS));
  for (let number = 0; at < end; number++) {
    const later = (days: number) => addMs(at, 1000 + random.waitMs(days * DAY_MS));
    const amountCents = random.between(50, 3_000);
    const by = { at, member };
    const receipt = `${member}-other-${number}`;
    const [shop, totalCents] = [random.between(0, shops - 1), random.between(200, 25_000)];
    acts.push(
      ...random.pick<readonly YearAct[]>([
        [
          { kind: "credit", ...by, valueCents: amountCents },
          { kind: "redeem", ...by, at: later(9), amountCents, strategies: ["credits", "points"] },
        ],
        [
          { kind: "claimBenefit", ...by },
          { kind: "useBenefit", ...by, at: later(15) },
          { kind: "useBenefit", ...by, at: later(40) },
        ],
        [
          { kind: "card", ...by, valueCents: random.between(1_000, 5_000) },
          { kind: "payByCard", ...by, at: later(30), amountCents },
          { kind: "payByCard", ...by, at: later(90), amountCents },
        ],
        [{ kind: "giveBack", ...by, percent: random.between(1, 100) }],
        [
          { kind: "freeze", ...by },
          { kind: "unfreeze", ...by, at: later(5) },
        ],
        [
          { kind: "sale", ...by, receipt, shop, totalCents, soldAt: at, isGuest: false },
          {
            kind: "correct",
            ...{ ...by, at: later(6), receipt, shop },
            totalCents: random.between(200, 25_000),
            soldAt: addMs(at, -random.between(0, LATE_AT_MOST_MS)),
          },
        ],
      ]),
    );
    at = later(DAYS_BETWEEN_OTHERS);
  }
  return acts;
};
