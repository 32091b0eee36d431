import {
  type PointDefinition,
  pointsToCents,
  pointsToCover,
} from "#shared/incentive/points/point.ts";
import {
  addCents,
  type Cents,
  cents,
  minCents,
  subtractCents,
  sumCents,
  ZERO_CENTS,
} from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Lot, spendableLots } from "#shared/ledger/lot.ts";
import type { Strategy } from "./policy.ts";
import type { Programme } from "./programme.ts";
import { isDiscount, lotsSpentBy } from "./unit.ts";

/**
 * What is drawn from one lot: cents of a reward or credit, or hundredths of points, and their value
 * in money.
 */
export type PlannedPart = {
  readonly lot: Lot;
  readonly amount: number;
  readonly valueCents: Cents;
};

/** Which lots pay for an amount, in the order drawn, and how much they leave unpaid. */
export type RedemptionPlan = {
  readonly parts: readonly PlannedPart[];
  readonly plannedCents: Cents;
  readonly unpaidCents: Cents;
};

/**
 * Plans a redemption of `amountCents` from what can be spent at `at`: strategies in the order
 * passed in, and within each the lot that expires first ([R3], [R4], DOMAIN §6.1, §11.2). Never
 * plans more than the amount, nor more in discounts than `discountMaxCents` ([K3]); what that or
 * the account leaves open stays in `unpaidCents`.
 */
export const planRedemption = (
  account: Account,
  programme: Programme,
  request: {
    readonly amountCents: Cents;
    readonly strategies: readonly Strategy[];
    readonly at: Instant;
    readonly discountMaxCents?: number;
  },
): RedemptionPlan => {
  const { discountMaxCents = Number.POSITIVE_INFINITY } = request;
  const lots = spendableLots(account.lots, request.at);
  const parts: PlannedPart[] = [];
  let unpaidCents = request.amountCents;
  let discountedCents = 0;
  for (const strategy of new Set(request.strategies)) {
    const leftCents = isDiscount(strategy) ? discountMaxCents - discountedCents : unpaidCents;
    const wantedCents = cents(Math.min(unpaidCents, leftCents));
    const drawn = DRAWS[strategy](lotsSpentBy(strategy, lots), programme, wantedCents);
    const drawnCents = sumCents(drawn.map((part) => part.valueCents));
    parts.push(...drawn);
    unpaidCents = subtractCents(unpaidCents, drawnCents);
    if (isDiscount(strategy)) discountedCents += drawnCents;
  }
  return { parts, plannedCents: subtractCents(request.amountCents, unpaidCents), unpaidCents };
};

type Draw = (
  lots: readonly Lot[],
  programme: Programme,
  unpaidCents: Cents,
) => readonly PlannedPart[];

/** Draws lots that are counted in money: rewards, and credit. */
const drawMoney: Draw = (lots, _programme, unpaidCents) => {
  const parts: PlannedPart[] = [];
  let unpaid = unpaidCents;
  for (const lot of lots) {
    const part = minCents(cents(lot.remaining), unpaid);
    if (part > 0) parts.push({ lot, amount: part, valueCents: part });
    unpaid = subtractCents(unpaid, part);
  }
  return parts;
};

/**
 * Draws points of all definitions together, the lot that expires first of any of them first ([R3]).
 * First finds what each definition pays, then takes the fewest points of it that are worth that
 * ([P3]).
 */
const drawPoints: Draw = (lots, programme, unpaidCents) => {
  const used = new Map<Lot["definitionId"], Used>();
  for (const definition of programme.definitions.point) {
    used.set(definition.id, {
      definition,
      held: 0,
      payable: ZERO_CENTS,
      drawn: 0,
      paid: ZERO_CENTS,
    });
  }
  let unpaid = unpaidCents;
  for (const lot of lots) {
    const of = used.get(lot.definitionId);
    if (!of) continue;
    of.held += lot.remaining;
    const more = minCents(unpaid, subtractCents(pointsToCents(of.held, of.definition), of.payable));
    of.payable = addCents(of.payable, more);
    unpaid = subtractCents(unpaid, more);
  }
  return lots.flatMap((lot) => {
    const of = used.get(lot.definitionId);
    return of ? drawFewest(lot, of) : [];
  });
};

/** What points of one definition pay, and how many of them have been drawn so far. */
type Used = {
  readonly definition: PointDefinition;
  held: number;
  payable: Cents;
  drawn: number;
  paid: Cents;
};

/**
 * Points pay by their running total, so that many small lots are worth as much as one large one
 * ([P2]).
 */
const drawFewest = (lot: Lot, of: Used): readonly PlannedPart[] => {
  const needed = pointsToCover(of.payable, of.definition);
  const amount = Math.min(lot.remaining, needed - of.drawn);
  if (amount <= 0) return [];
  of.drawn += amount;
  const worth = minCents(of.payable, pointsToCents(of.drawn, of.definition));
  const valueCents = subtractCents(worth, of.paid);
  of.paid = worth;
  return [{ lot, amount, valueCents }];
};

/** How each strategy draws the lots of the units that it spends. */
const DRAWS: Readonly<Record<Strategy, Draw>> = {
  rewards: drawMoney,
  points: drawPoints,
  credits: drawMoney,
};
