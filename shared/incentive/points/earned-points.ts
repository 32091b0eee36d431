import type { ConditionData } from "#shared/kernel/condition.ts";
import { type ExchangeRate, ownCents, rateFraction } from "#shared/kernel/exchange-rate.ts";
import { foldCode } from "#shared/kernel/fold-code.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { floorOver } from "#shared/kernel/times-over.ts";
import { type LineType, MICROS_PER_HUNDREDTH, type PointDefinition, pointStep } from "./point.ts";
import type { Rate } from "./rate.ts";
import { rateOfProduct } from "./resolve-rate.ts";

/** What a sale is made of, as far as its points depend on it. Amounts are in cents. */
export type EarningSale = {
  /** Of another currency than the tenant's, if the amounts are in one; points are for ours. */
  readonly exchangeRate?: ExchangeRate | null;
  /** Net. */
  readonly totalCents: number;
  readonly lines: readonly EarningLine[];
  /** The part of the total that is fees and no line. */
  readonly feesCents: number;
  readonly payments: readonly { readonly code: string; readonly cents: number }[];
  readonly isStaffSale: boolean;
};

export type EarningLine = {
  /** Lines of the same kind of product have the same; what comes back is found by it. */
  readonly kind: string;
  readonly lineType: LineType;
  /** Negative for goods that are exchanged in the same sale. */
  readonly cents: number;
  /** The tax in it. */
  readonly taxCents: number;
  readonly product: ConditionData;
};

/** What came back of a sale. */
export type ReturnedGoods = {
  /** Above zero. */
  readonly totalCents: number;
  readonly lines: readonly Pick<EarningLine, "kind" | "cents">[];
};

/** A definition and the rates that decide what a sale earns under it, as `ratesFor` gave them. */
export type PointsDecider = {
  readonly definition: PointDefinition;
  readonly rates: readonly Rate[];
  /** Rates that would apply, if their budgets had room for the sale ([G3]). */
  readonly spentRates?: readonly Rate[];
  readonly keptMax?: KeptMax;
};

/**
 * The most that a sale keeps, in hundredths: in all, and by some of its rates. It is what the sale
 * had before a correction for which a budget had no room ([G3]).
 */
export type KeptMax = {
  readonly all: number;
  readonly byRate: ReadonlyMap<DefinitionId, number>;
};

/** As much of them as decides how many points it is. */
export type PointsRule = {
  readonly definition: Pick<
    PointDefinition,
    | "earnsOn"
    | "earnsOnTax"
    | "earnsOnStaffSales"
    | "unearningTenders"
    | "decimals"
    | "earnRateMicro"
  >;
  readonly rates: readonly (Pick<Rate, "productConditions" | "rateMicro"> &
    Partial<Pick<Rate, "id">>)[];
  readonly keptMax?: KeptMax;
};

/**
 * The points, in hundredths, that a sale earns for what was kept of it: for each part, its amount
 * at the one rate that applies to it, added up exactly and rounded down once ([P1], [P8], [Q3]). So
 * returning everything leaves nothing, however the returns are split and in whatever order ([P5]).
 *
 * What comes back is taken from the lines of the same kind. What no line explains is taken evenly
 * from the rest of what earns; more than was sold counts as everything. With `only`, those that one
 * of its rates decides, rounded down by themselves.
 */
export const pointsKept = <Rule extends PointsRule>(
  sale: EarningSale,
  returns: readonly ReturnedGoods[],
  decider: Rule,
  only?: Rule["rates"][number],
): number => {
  const { definition } = decider;
  if (sale.totalCents <= 0 || (sale.isStaffSale && !definition.earnsOnStaffSales)) return 0;
  const { kept, unexplained } = takeReturned(partsOf(sale), returns);
  const earning = kept.filter(({ lineType }) => definition.earnsOn.includes(lineType));
  const earningCents = sum(earning.map((part) => part.left));
  const leftCents = earningCents - unexplained;
  if (leftCents <= 0) return 0;
  const paidCents = sale.totalCents - unearningOf(sale, definition);
  const step = pointStep(definition);
  const micros = microsOf(earning, decider, only) * BigInt(leftCents) * BigInt(paidCents);
  const by = BigInt(earningCents) * BigInt(sale.totalCents) * BigInt(MICROS_PER_HUNDREDTH * step);
  const points = micros <= 0n ? 0 : Number(worthOf(sale, micros, by)) * step;
  return Math.min(points, mostOf(decider.keptMax, only));
};

const mostOf = (keptMax: KeptMax | undefined, only: PointsRule["rates"][number] | undefined) => {
  if (keptMax === undefined) return Number.POSITIVE_INFINITY;
  return (only?.id === undefined ? undefined : keptMax.byRate.get(only.id)) ?? keptMax.all;
};

/**
 * The points, in hundredths, that a transaction earns by itself: a sale, or a return whose sale
 * isn't known, with negative amounts, which takes back what its goods would earn.
 */
export const pointsEarned = (transaction: EarningSale, decider: PointsDecider): number =>
  transaction.totalCents < 0
    ? negated(pointsKept(mirrored(transaction), [], decider))
    : pointsKept(transaction, [], decider);

/**
 * What a line, the fees or the rest of a sale earn by themselves, before the one rounding ([P1]).
 */
export type EarningPart = {
  /** The position of the line in the sale; null for fees, and for what nothing explains. */
  readonly line: number | null;
  readonly lineType: LineType;
  /** Its share of the total, in the tenant's currency. */
  readonly cents: number;
  /** In hundredths, rounded down: together they may lack a little of what the sale earns. */
  readonly points: number;
  /** Null: the definition's own rate. */
  readonly rate: Rate | null;
};

/** The parts of a sale that earn under a definition, and the rate of each ([Q3], [P8]). */
export const earningParts = (sale: EarningSale, decider: PointsDecider): readonly EarningPart[] => {
  const { definition, rates } = decider;
  if (sale.totalCents <= 0 || (sale.isStaffSale && !definition.earnsOnStaffSales)) return [];
  const paidCents = sale.totalCents - unearningOf(sale, definition);
  const by = BigInt(sale.totalCents) * BigInt(MICROS_PER_HUNDREDTH);
  const { exchangeRate = null } = sale;
  return partsOf(sale).flatMap((part, index) => {
    if (part.cents === 0 || !definition.earnsOn.includes(part.lineType)) return [];
    return {
      line: index < sale.lines.length ? index : null,
      lineType: part.lineType,
      cents: ownCents(cents(part.cents), exchangeRate),
      points: Number(worthOf(sale, microsOf([part], decider) * BigInt(paidCents), by)),
      rate: rateOfProduct(rates, part.product),
    };
  });
};

/** A quotient of amounts of the sale, in the tenant's currency and rounded once. */
const worthOf = ({ exchangeRate }: EarningSale, amount: bigint, divisor: bigint): bigint => {
  if (!exchangeRate) return amount / divisor;
  const { by, per } = rateFraction(exchangeRate);
  return (amount * by) / (divisor * per);
};

const mirrored = (returned: EarningSale): EarningSale => ({
  ...returned,
  totalCents: negated(returned.totalCents),
  feesCents: negated(returned.feesCents),
  lines: returned.lines.map((line) => ({
    ...line,
    cents: negated(line.cents),
    taxCents: negated(line.taxCents),
  })),
  payments: returned.payments.map((each) => ({ ...each, cents: negated(each.cents) })),
});

const negated = (amount: number): number => (amount === 0 ? 0 : -amount);

/** A part of the total: a line, the fees, or what neither explains. */
type Part = {
  readonly kind: string | null;
  readonly lineType: LineType;
  readonly cents: number;
  readonly taxCents: number;
  /** Null: no product. */
  readonly product: ConditionData | null;
  /** What hasn't come back. */
  readonly left: number;
};

/**
 * The parts of a sale, which add up to its total. A discount on the whole is spread over the lines.
 */
const partsOf = ({ totalCents, lines, feesCents }: EarningSale): readonly Part[] => {
  const linesCents = sum(lines.map((line) => line.cents));
  const rest = totalCents - linesCents;
  if (rest < 0) return spread(lines, linesCents, totalCents);
  const fees = Math.min(Math.max(0, feesCents), rest);
  const none = { kind: null, taxCents: 0, product: null };
  return [
    ...lines.map((line) => ({ ...line, left: line.cents })),
    { ...none, lineType: "fee", cents: fees, left: fees },
    { ...none, lineType: "goods", cents: rest - fees, left: rest - fees },
  ];
};

/** Each line's share of the total. The shares add up to it: each ends where the next begins. */
const spread = (
  lines: readonly EarningLine[],
  linesCents: number,
  totalCents: number,
): readonly Part[] => {
  let before = 0;
  return lines.map((line) => {
    const upTo = before + line.cents;
    const cents =
      floorOver(totalCents, upTo, linesCents) - floorOver(totalCents, before, linesCents);
    before = upTo;
    return {
      ...line,
      cents,
      left: cents,
      taxCents: floorOver(totalCents, line.taxCents, linesCents),
    };
  });
};

/** Takes what came back from lines of the same kind; the rest of it is unexplained. */
const takeReturned = (
  parts: readonly Part[],
  returns: readonly ReturnedGoods[],
): { readonly kept: readonly Part[]; readonly unexplained: number } => {
  const returnedOf = new Map<string, number>();
  for (const returned of returns) {
    // What was paid back bounds what came back, so a fee for the return leaves points.
    let open = returned.totalCents;
    for (const { kind, cents } of returned.lines) {
      const named = Math.min(Math.max(0, cents), open);
      open -= named;
      returnedOf.set(kind, (returnedOf.get(kind) ?? 0) + named);
    }
  }
  let unexplained = sum(returns.map((each) => each.totalCents));
  const kept = parts.map((part) => {
    const returned = part.kind === null ? 0 : (returnedOf.get(part.kind) ?? 0);
    const taken = Math.max(0, Math.min(returned, part.left));
    if (part.kind !== null) returnedOf.set(part.kind, returned - taken);
    unexplained -= taken;
    return { ...part, left: part.left - taken };
  });
  return { kept, unexplained };
};

/** What was paid by means that don't earn. */
const unearningOf = (
  { payments, totalCents }: EarningSale,
  { unearningTenders }: PointsRule["definition"],
): number => {
  if (payments.length === 0) return 0;
  const codes = new Set(unearningTenders.map(foldCode));
  const unearning = payments.filter(({ code }) => codes.has(foldCode(code)));
  return Math.min(Math.max(0, sum(unearning.map(({ cents }) => cents))), totalCents);
};

/** What the parts that are left earn, exactly, in millionths of a point for a cent. */
const microsOf = (
  parts: readonly Part[],
  { definition, rates }: PointsRule,
  only?: PointsRule["rates"][number],
): bigint => {
  let micros = 0n;
  for (const part of parts) {
    if (part.left === 0) continue;
    const rate = rateOfProduct(rates, part.product);
    if (only !== undefined && rate !== only) continue;
    const rateMicro = rate?.rateMicro ?? definition.earnRateMicro;
    micros += BigInt(netOf(part, definition)) * BigInt(rateMicro);
  }
  return micros;
};

/** What is left of a part, without its tax if that doesn't earn. */
const netOf = (
  { cents, taxCents, left }: Part,
  { earnsOnTax }: PointsRule["definition"],
): number => (earnsOnTax ? left : floorOver(cents - taxCents, left, cents));

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);
