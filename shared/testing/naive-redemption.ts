import type { PointDefinition } from "#shared/incentive/points/point.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";

/** What is drawn: `taken` of a lot's unit, which pays this many cents. */
export type NaiveDraw = { readonly lotId: string; readonly taken: number; readonly cents: number };

/** What is asked for, of whom, and what limits it. */
export type NaiveRequest = {
  readonly amount: number;
  readonly strategies: readonly ("rewards" | "points" | "credits")[];
  readonly at: Instant;
  readonly whenShort: "refuse" | "partly" | "honour";
  readonly isFrozen: boolean;
  readonly basket: number | null;
  /** What rewards and points, and credit, have paid of it before. */
  readonly earlier: { readonly discounts: number; readonly credit: number };
  readonly limits: { readonly min: number; readonly percent: number; readonly most: number | null };
};

/** What comes of it: a refusal by its reason, or what is drawn and how much it falls short. */
export type NaiveOutcome =
  | { readonly reason: string }
  | { readonly draws: readonly NaiveDraw[]; readonly redeemed: number; readonly short: number };

/**
 * Decides a redemption straight from [R4], [R5] and [K1] to [K5], with its own arithmetic: limits
 * are found by counting up to them.
 */
export const naiveRedeem = (
  lots: readonly Lot[],
  points: readonly PointDefinition[],
  request: NaiveRequest,
): NaiveOutcome => {
  const { amount, basket, earlier, limits, whenShort } = request;
  const paidBy = (draws: readonly NaiveDraw[]) => draws.reduce((sum, { cents }) => sum + cents, 0);
  if (amount < 1) return { reason: "amount_not_positive" };
  if (whenShort === "honour") {
    const draws = naivePlan(lots, points, request);
    return { draws, redeemed: amount, short: amount - paidBy(draws) };
  }
  if (request.isFrozen) return { reason: "account_frozen" };

  // Each limit as the most that it leaves to rewards and points, and the reason that it gives.
  const left: [number, string][] = [];
  if (request.strategies.some((strategy) => strategy !== "credits")) {
    if (basket === null && (limits.min > 0 || limits.percent < 100)) {
      return { reason: "basket_needed" };
    }
    if (basket !== null && basket < limits.min) left.push([0, "basket_too_small"]);
    else if (basket !== null && limits.percent < 100) {
      let share = 0;
      while (100 * (share + 1) <= limits.percent * basket) share += 1;
      left.push([share - earlier.discounts, "over_basket_share"]);
    }
    if (limits.most !== null) left.push([limits.most - earlier.discounts, "over_sale_limit"]);
  }
  let discountMax: number | null = null;
  let why = "";
  for (const [most, reason] of left) {
    if (discountMax !== null && Math.max(0, most) >= discountMax) continue;
    discountMax = Math.max(0, most);
    why = reason;
  }

  const payable = basket === null ? null : basket - earlier.discounts - earlier.credit;
  if (payable !== null && amount > payable && (whenShort === "refuse" || payable < 1)) {
    return { reason: "over_basket" };
  }
  const wanted = payable === null ? amount : Math.min(amount, payable);
  const draws = naivePlan(lots, points, { ...request, amount: wanted, discountMax });
  const redeemed = paidBy(draws);
  if (redeemed === wanted || (whenShort === "partly" && redeemed > 0)) {
    return { draws, redeemed, short: 0 };
  }
  const unlimited = paidBy(naivePlan(lots, points, { ...request, amount: wanted }));
  return { reason: unlimited > redeemed ? why : "insufficient_balance" };
};

/** A benefit to use so often: one by its lot, or any of a definition. */
export type NaiveUse = {
  readonly lotId?: string;
  readonly definitionId?: number;
  readonly count: number;
};

/**
 * Uses benefits one use at a time, straight from [N5] and [N9]: how often each lot is used; or the
 * index of the first that can't be.
 */
export const naiveUses = (
  lots: readonly Lot[],
  asked: readonly NaiveUse[],
  { at, isFrozen }: { readonly at: Instant; readonly isFrozen: boolean },
): { readonly used: Readonly<Record<string, number>> } | { readonly refused: number } => {
  const used: Record<string, number> = {};
  for (const [index, { lotId, definitionId, count }] of asked.entries()) {
    for (let n = 0; n < count; n += 1) {
      const usable = lots
        .filter((lot) => lot.unit === "benefit" && lot.activeAt <= at)
        .filter((lot) =>
          lotId === undefined ? lot.definitionId === definitionId : lot.lotId === lotId,
        )
        .filter((lot) => lot.expiresAt === null || at <= lot.expiresAt + 999)
        .filter((lot) => lot.remaining > (used[lot.lotId] ?? 0))
        .sort(
          (a, b) =>
            (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) ||
            a.activeAt - b.activeAt ||
            (a.lotId < b.lotId ? -1 : 1),
        );
      const [first] = usable;
      if (!first || isFrozen) return { refused: index };
      used[first.lotId] = (used[first.lotId] ?? 0) + 1;
    }
  }
  return { used };
};

/**
 * Plans a redemption straight from [R1] to [R4], [R7], [C1], [P2] and [P3]: a cent or a hundredth
 * of a point at a time, with its own arithmetic. Lots that pay
 * nothing and give nothing are left out.
 */
const naivePlan = (
  lots: readonly Lot[],
  points: readonly PointDefinition[],
  request: {
    readonly amount: number;
    readonly strategies: readonly ("rewards" | "points" | "credits")[];
    readonly at: Instant;
    /** The most that rewards and points may pay together ([K3]). */
    readonly discountMax?: number | null;
  },
): readonly NaiveDraw[] => {
  const left = new Map(lots.map((lot) => [lot.lotId, lot.remaining]));
  const draws: NaiveDraw[] = [];
  let unpaid = request.amount;
  let discountLeft = request.discountMax ?? Number.POSITIVE_INFINITY;
  const note = (lot: Lot, cents: number): void => {
    const taken = 1;
    left.set(lot.lotId, (left.get(lot.lotId) ?? 0) - taken);
    const last = draws[draws.length - 1];
    if (last?.lotId !== lot.lotId) draws.push({ lotId: lot.lotId, taken, cents });
    else draws[draws.length - 1] = { ...last, taken: last.taken + 1, cents: last.cents + cents };
    unpaid -= cents;
    if (lot.unit !== "credit") discountLeft -= cents;
  };
  const firstOf = (own: (lot: Lot) => boolean): Lot | undefined =>
    naiveOrder(lots, request.at).find((lot) => own(lot) && (left.get(lot.lotId) ?? 0) > 0);

  const drawn = new Set<string>();
  for (const strategy of request.strategies) {
    if (drawn.has(strategy)) continue;
    drawn.add(strategy);
    if (strategy !== "points") {
      const isOurs = (lot: Lot) => lot.unit === (strategy === "rewards" ? "reward" : "credit");
      const isFull = () => unpaid === 0 || (strategy === "rewards" && discountLeft === 0);
      for (let lot = firstOf(isOurs); lot && !isFull(); lot = firstOf(isOurs)) note(lot, 1);
      continue;
    }
    const inOrder = naiveOrder(lots, request.at).filter((lot) => lot.unit === "point");
    for (const { lotId, cents } of naivePoints(inOrder, points, Math.min(unpaid, discountLeft))) {
      const lot = lots.find((one) => one.lotId === lotId);
      if (lot) note(lot, cents);
    }
  }
  return draws;
};

/** The lots that can be spent, nearest expiry first ([R2], [R3]). */
const naiveOrder = (lots: readonly Lot[], at: Instant): readonly Lot[] =>
  lots
    .filter((lot) => lot.activeAt <= at && (lot.expiresAt === null || at <= lot.expiresAt + 999))
    .sort(
      (a, b) =>
        (a.expiresAt ?? Number.MAX_VALUE) - (b.expiresAt ?? Number.MAX_VALUE) ||
        a.activeAt - b.activeAt ||
        (a.lotId < b.lotId ? -1 : 1),
    );

/**
 * Which hundredth of a point of which lot pays how much, of lots of several definitions in the
 * order of their expiry: first a dry run says what each definition pays, then no more of it is
 * taken than that costs ([P2], [P3], [R3]).
 */
const naivePoints = (
  lots: readonly Lot[],
  points: readonly PointDefinition[],
  payable: number,
): readonly { readonly lotId: string; readonly cents: number }[] => {
  const worth = (of: PointDefinition, hundredths: number) =>
    Number((BigInt(hundredths) * BigInt(of.exchangeMilliCents)) / 100_000n);
  const known = lots.flatMap((lot) => {
    const of = points.find(({ id }) => id === lot.definitionId);
    return of ? Array.from({ length: lot.remaining }, () => ({ lot, of })) : [];
  });
  const held = new Map<PointDefinition, number>();
  const pays = new Map<PointDefinition, number>();
  let left = payable;
  for (const { of } of known) {
    const before = held.get(of) ?? 0;
    const cents = Math.min(left, worth(of, before + 1) - worth(of, before));
    held.set(of, before + 1);
    pays.set(of, (pays.get(of) ?? 0) + cents);
    left -= cents;
  }
  const costs = new Map<PointDefinition, number>();
  for (const [of, cents] of pays) {
    const whole = [100, 10, 1][of.decimals] ?? 1;
    let cost = 0;
    while (cost < (held.get(of) ?? 0) && (worth(of, cost) < cents || cost % whole > 0)) cost += 1;
    costs.set(of, cost);
  }
  const taken = new Map<PointDefinition, number>();
  return known.flatMap(({ lot, of }) => {
    const before = taken.get(of) ?? 0;
    if (before === costs.get(of)) return [];
    taken.set(of, before + 1);
    const most = pays.get(of) ?? 0;
    const cents = Math.min(most, worth(of, before + 1)) - Math.min(most, worth(of, before));
    return [{ lotId: lot.lotId, cents }];
  });
};
