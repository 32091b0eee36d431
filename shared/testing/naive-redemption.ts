import type { PointDefinition } from "#shared/incentive/point.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";

/** What is drawn: `taken` of a lot's unit, which pays this many cents. */
export type NaiveDraw = { readonly lotId: string; readonly taken: number; readonly cents: number };

/**
 * Plans a redemption straight from [R1] to [R4], [R7], [C1], [P2] and [P3]: a cent or a hundredth
 * of a point at a time, with its own arithmetic. Tests compare the real plan with it. Lots that pay
 * nothing and give nothing are left out.
 */
export const naivePlan = (
  lots: readonly Lot[],
  points: readonly PointDefinition[],
  request: {
    readonly amount: number;
    readonly strategies: readonly ("rewards" | "points" | "credits")[];
    readonly at: Instant;
  },
): readonly NaiveDraw[] => {
  const left = new Map(lots.map((lot) => [lot.lotId, lot.remaining]));
  const draws: NaiveDraw[] = [];
  let unpaid = request.amount;
  const note = (lot: Lot, cents: number): void => {
    const taken = 1;
    left.set(lot.lotId, (left.get(lot.lotId) ?? 0) - taken);
    const last = draws[draws.length - 1];
    if (last?.lotId !== lot.lotId) draws.push({ lotId: lot.lotId, taken, cents });
    else draws[draws.length - 1] = { ...last, taken: last.taken + 1, cents: last.cents + cents };
    unpaid -= cents;
  };
  const firstOf = (own: (lot: Lot) => boolean): Lot | undefined => {
    const seconds = (lot: Lot) => (lot.expiresAt === null ? Infinity : lot.expiresAt);
    let first: Lot | undefined;
    for (const lot of lots) {
      const isOver = lot.expiresAt !== null && request.at > lot.expiresAt + 999;
      if (!own(lot) || (left.get(lot.lotId) ?? 0) === 0 || isOver || lot.activeAt > request.at) {
        continue;
      }
      const isSooner =
        first === undefined ||
        seconds(lot) < seconds(first) ||
        (seconds(lot) === seconds(first) &&
          (lot.activeAt < first.activeAt ||
            (lot.activeAt === first.activeAt && lot.lotId < first.lotId)));
      if (isSooner) first = lot;
    }
    return first;
  };

  const drawn = new Set<string>();
  for (const strategy of request.strategies) {
    if (drawn.has(strategy)) continue;
    drawn.add(strategy);
    if (strategy !== "points") {
      const isOurs = (lot: Lot) => lot.unit === (strategy === "rewards" ? "reward" : "credit");
      for (let lot = firstOf(isOurs); lot && unpaid > 0; lot = firstOf(isOurs)) note(lot, 1);
      continue;
    }
    for (const definition of points) {
      const isOurs = (lot: Lot) => lot.unit === "point" && lot.definitionId === definition.id;
      const held = lots
        .filter(isOurs)
        .filter((lot) => lot.activeAt <= request.at)
        .filter((lot) => lot.expiresAt === null || request.at <= lot.expiresAt + 999)
        .reduce((sum, lot) => sum + lot.remaining, 0);
      const worth = (hundredths: number) =>
        Number((BigInt(hundredths) * BigInt(definition.exchangeMilliCents)) / 100_000n);
      const payable = Math.min(unpaid, worth(held));
      const whole = [100, 10, 1][definition.decimals] ?? 1;
      let taken = 0;
      let paid = 0;
      while (paid < payable || (taken % whole !== 0 && taken < held)) {
        const lot = firstOf(isOurs);
        if (!lot) break;
        taken += 1;
        const cents = Math.min(payable, worth(taken)) - paid;
        paid += cents;
        note(lot, cents);
      }
    }
  }
  return draws;
};
