import {
  type EarningLine,
  type EarningSale,
  pointsKept,
  type ReturnedGoods,
} from "#shared/incentive/points/earned-points.ts";
import { HUNDREDTHS, MICROS_PER_HUNDREDTH, POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { conditionHolds } from "#shared/kernel/condition-holds.ts";
import type { AchievementDefinition, Counted } from "./achievement.ts";

/** A sale with the pieces that each line has. */
export type CountedSale = Omit<EarningSale, "lines"> & {
  readonly lines: readonly (EarningLine & Pieces)[];
};

/** What came back of it, with the pieces. */
export type CountedReturn = Omit<ReturnedGoods, "lines"> & {
  readonly lines: readonly (Pick<EarningLine, "kind" | "cents"> & Pieces)[];
};

/** Goods by weight or length have decimals. */
type Pieces = { readonly quantity: number };

/** What decides how much a sale counts. `digits` are those of the currency. */
export type CountRule = Pick<AchievementDefinition, "counts" | "productConditions"> & {
  readonly digits: number;
};

/**
 * How much a sale counts, in hundredths, after these returns (SPEC.md [M1], [M2]). Only goods
 * count, and of those only lines that meet the condition.
 */
export const countKept = (
  sale: CountedSale,
  returns: readonly CountedReturn[],
  rule: CountRule,
): number => COUNTS[rule.counts](sale, returns, rule);

const COUNTS: Readonly<
  Record<Counted, (sale: CountedSale, returns: readonly CountedReturn[], rule: CountRule) => number>
> = {
  nothing: () => 0,
  sales: (...sold) => (spendKept(...sold) > 0 ? HUNDREDTHS : 0),
  items: (sale, returns, rule) => {
    const returnedCents = sum(returns.map(({ totalCents }) => totalCents));
    return sale.totalCents <= returnedCents ? 0 : piecesKept(sale, returns, rule);
  },
  spend: (...sold) => spendKept(...sold),
};

/**
 * As a rate of one point for each major unit would earn on these lines, whatever they were paid
 * with.
 */
const spendKept = (
  sale: CountedSale,
  returns: readonly CountedReturn[],
  { productConditions, digits }: CountRule,
): number => {
  const rateMicro = (HUNDREDTHS * MICROS_PER_HUNDREDTH) / 10 ** digits;
  return pointsKept(sale, returns, {
    definition: {
      earnsOn: ["goods"],
      earnsOnTax: true,
      earnsOnStaffSales: true,
      unearningTenders: [],
      decimals: POINT_DIGITS,
      earnRateMicro: 0,
    },
    rates: [{ productConditions, rateMicro }],
  });
};

const piecesKept = (
  { lines }: CountedSale,
  returns: readonly CountedReturn[],
  { productConditions }: CountRule,
): number => {
  const returned = new Map<string, number>();
  for (const { kind, quantity } of returns.flatMap((each) => each.lines)) {
    returned.set(kind, (returned.get(kind) ?? 0) + Math.max(0, quantity));
  }
  const kept = lines.map(({ kind, quantity, lineType, product }) => {
    const taken = Math.min(returned.get(kind) ?? 0, Math.max(0, quantity));
    returned.set(kind, (returned.get(kind) ?? 0) - taken);
    return lineType === "goods" && conditionHolds(productConditions, product)
      ? quantity - taken
      : 0;
  });
  return Math.max(0, Math.round(sum(kept) * HUNDREDTHS));
};

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);
