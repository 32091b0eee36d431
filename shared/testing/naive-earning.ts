import type {
  EarningSale,
  PointsDecider,
  ReturnedGoods,
} from "#shared/incentive/points/earned-points.ts";
import type { Rate } from "#shared/incentive/points/rate.ts";
import type { EarningOccasion } from "#shared/incentive/points/resolve-rate.ts";
import type { Condition, ConditionData } from "#shared/kernel/condition.ts";
import type { TimeZone } from "#shared/kernel/time.ts";

// The rules of rates and of what earns, written a second time, plainly and slowly, from the text of
// DOMAIN §7.3: the real ones must agree with it. It shares none of their code.

/** Conditions with what they mean. */
export const NAIVE_CONDITIONS: readonly {
  readonly condition: Condition;
  readonly holds: (data: ConditionData) => boolean;
}[] = [
  {
    condition: { "==": [{ var: "brand" }, "X"] },
    holds: ({ brand }) => brand === "X",
  },
  {
    condition: { "!": [{ "==": [{ var: "brand" }, "X"] }] },
    holds: ({ brand }) => brand !== "X",
  },
  {
    condition: { "<": [{ var: "birth_year" }, 1960] },
    holds: ({ birth_year }) => typeof birth_year === "number" && birth_year < 1960,
  },
  {
    condition: { in: ["gold", { var: "flattened_tags" }] },
    holds: ({ flattened_tags }) => Array.isArray(flattened_tags) && flattened_tags.includes("gold"),
  },
];

const naiveHolds = (condition: Condition | null, data: ConditionData) =>
  condition === null ||
  NAIVE_CONDITIONS.some((each) => each.condition === condition && each.holds(data));

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The local day, as 2026-12-24. */
const dayOf = (at: number, zone: TimeZone): string => {
  const format =
    dayFormats.get(zone) ??
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
  dayFormats.set(zone, format);
  return format.format(new Date(at));
};

/** When a day begins: the first quarter of an hour that is in it. */
const startOf = (start: Rate["startTime"], zone: TimeZone): number => {
  if (start === null) return Number.NEGATIVE_INFINITY;
  if (typeof start === "number") return start;
  let at = Date.parse(`${start}T00:00:00Z`) - 15 * 3_600_000;
  while (dayOf(at, zone) < start) at += 900_000;
  return at;
};

/** The one rate that applies; null if none does. */
export const naiveRate = (
  rates: readonly Rate[],
  occasion: EarningOccasion,
  product: ConditionData | null,
): Rate | null => {
  const { at, timezone } = occasion;
  let best: Rate | null = null;
  for (const rate of rates) {
    if (rate.pointHandle !== occasion.pointHandle) continue;
    if (occasion.isReturn && !rate.isDefault) continue;
    if (!rate.isPublished || rate.isArchived) continue;
    if (typeof rate.startTime === "string" && dayOf(at, timezone) < rate.startTime) continue;
    if (typeof rate.startTime === "number" && at < rate.startTime) continue;
    if (typeof rate.endTime === "string" && dayOf(at, timezone) > rate.endTime) continue;
    if (typeof rate.endTime === "number" && at > rate.endTime + 999) continue;
    if (rate.locationId !== null && rate.locationId !== occasion.locationId) continue;
    if (rate.region !== null && rate.region !== occasion.region) continue;
    if (rate.country !== null && rate.country !== occasion.country) continue;
    if (rate.code !== null && rate.code !== occasion.code) continue;
    if (!naiveHolds(rate.profileConditions, occasion.profile)) continue;
    if (rate.productConditions !== null) {
      if (product === null || !naiveHolds(rate.productConditions, product)) continue;
    }
    if (best === null || isBetter(rate, best, occasion)) best = rate;
  }
  return best;
};

const isBetter = (rate: Rate, other: Rate, { ratePriority, timezone }: EarningOccasion) => {
  if (rate.isDefault !== other.isDefault) return other.isDefault;
  const named = ({ locationId, region, country, code }: Rate) => {
    let count = 0;
    if (locationId !== null) count += 1;
    if (region !== null) count += 1;
    if (country !== null) count += 1;
    if (code !== null) count += 1;
    return count;
  };
  if (named(rate) !== named(other)) return named(rate) > named(other);
  const asks = ({ productConditions, profileConditions }: Rate) =>
    (ratePriority === "product" ? productConditions : profileConditions) !== null;
  if (asks(rate) !== asks(other)) return asks(rate);
  if (rate.priority !== other.priority) return rate.priority > other.priority;
  const started = startOf(rate.startTime, timezone);
  const otherStarted = startOf(other.startTime, timezone);
  if (started !== otherStarted) return started > otherStarted;
  return rate.id < other.id;
};

/** The points for what was kept of a sale, cent by cent. Only for small sales of positive lines. */
export const naivePointsKept = (
  sale: EarningSale,
  returns: readonly ReturnedGoods[],
  { definition, rates }: PointsDecider,
  rateOf: (product: ConditionData | null) => Rate | null,
): number => {
  if (sale.totalCents <= 0) return 0;
  if (sale.isStaffSale && !definition.earnsOnStaffSales) return 0;
  // Every cent of the total belongs to a line, to the fees, or to neither.
  const owners: number[] = [];
  const linesCents = sale.lines.reduce((all, line) => all + line.cents, 0);
  const { lines } = sale;
  const FEES = lines.length;
  const REST = lines.length + 1;
  for (let cent = 0; cent < sale.totalCents; cent += 1) {
    let upTo = 0;
    let owner = cent < linesCents + sale.feesCents ? FEES : REST;
    for (const [index, line] of lines.entries()) {
      upTo += line.cents;
      const isIn =
        linesCents <= sale.totalCents
          ? cent < upTo
          : (cent + 1) * linesCents <= sale.totalCents * upTo;
      if (isIn) {
        owner = index;
        break;
      }
    }
    owners.push(owner);
  }
  const sold = new Map<number, number>();
  for (const owner of owners) sold.set(owner, (sold.get(owner) ?? 0) + 1);
  const left = new Map(sold);
  let unexplained = 0;
  for (const returned of returns) {
    for (let cent = 0; cent < returned.totalCents; cent += 1) {
      // The kind that this cent came back for.
      let upTo = 0;
      const named = returned.lines.find((line) => {
        upTo += Math.max(0, line.cents);
        return cent < upTo;
      });
      const from = lines.findIndex(
        (line, index) => named && line.kind === named.kind && (left.get(index) ?? 0) > 0,
      );
      if (from === -1) unexplained += 1;
      else left.set(from, (left.get(from) ?? 0) - 1);
    }
  }
  let earningCents = 0;
  let micros = 0n;
  for (const [owner, kept] of left) {
    const line = lines[owner];
    const type = line ? line.lineType : owner === FEES ? "fee" : "goods";
    if (!definition.earnsOn.includes(type)) continue;
    earningCents += kept;
    const whole = sold.get(owner) ?? 0;
    let net = kept;
    if (!definition.earnsOnTax && line && whole > 0) {
      const scaled = linesCents > sale.totalCents;
      const tax = scaled
        ? Math.floor((sale.totalCents * line.taxCents) / linesCents)
        : line.taxCents;
      net = Math.floor(((whole - tax) * kept) / whole);
    }
    const rate = rates.length === 0 ? null : rateOf(line ? line.product : null);
    micros += BigInt(net) * BigInt(rate ? rate.rateMicro : definition.earnRateMicro);
  }
  if (unexplained >= earningCents) return 0;
  let unearning = 0;
  for (const { code, cents } of sale.payments) {
    const plain = (text: string) => text.replaceAll(/[ _-]/g, "").toLowerCase();
    if (definition.unearningTenders.some((each) => plain(each) === plain(code))) unearning += cents;
  }
  if (unearning > sale.totalCents) unearning = sale.totalCents;
  // Points in hundredths, with the decimals that the definition has.
  const unit = [10_000, 1_000, 100][definition.decimals] ?? 0;
  let hundredths = 0;
  const whole =
    (micros * BigInt(earningCents - unexplained) * BigInt(sale.totalCents - unearning)) /
    (BigInt(earningCents) * BigInt(sale.totalCents) * BigInt(unit * 100));
  hundredths = Number(whole) * (unit / 100);
  return hundredths;
};
