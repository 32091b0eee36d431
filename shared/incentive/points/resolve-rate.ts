import { z } from "zod";
import { stopsIssues } from "#shared/incentive/budget.ts";
import type { ConditionData } from "#shared/kernel/condition.ts";
import { conditionHolds } from "#shared/kernel/condition-holds.ts";
import type { DefinitionId, LocationId } from "#shared/kernel/ids.ts";
import { entriesOf, namesOf } from "#shared/kernel/object.ts";
import {
  firstInstantOf,
  hasEnded,
  hasStarted,
  type Instant,
  type TimeZone,
} from "#shared/kernel/time.ts";
import { isForRegion } from "#shared/organisation/region.ts";
import type { RatePriority } from "./point.ts";
import type { Rate } from "./rate.ts";

/** What a rate is looked for: a sale to somebody, somewhere, at some time. */
export type EarningOccasion = {
  /** The handle of the point definition. */
  readonly pointHandle: string;
  /** When the sale happened, not when it arrived. */
  readonly at: Instant;
  /** Decides when a day starts and ends. */
  readonly timezone: TimeZone;
  readonly locationId: LocationId | null;
  /** Of the location. */
  readonly region: string | null;
  readonly country: string | null;
  /** Named by the sale. */
  readonly code: string | null;
  readonly profile: ConditionData;
  /** A return whose sale isn't known takes nothing back at the rate of a promotion ([Q5]). */
  readonly isReturn: boolean;
  readonly ratePriority: RatePriority;
};

/** What is known of a sale without asking about its buyer. */
export type SaleFacts = Omit<EarningOccasion, "pointHandle" | "ratePriority" | "profile">;

/** Why a rate doesn't apply to a sale, whoever buys, in order of precedence. */
const SALE_CHECKS = {
  not_published: (rate) => rate.isPublished,
  archived: (rate) => !rate.isArchived,
  not_started: ({ startTime }, { at, timezone }) => hasStarted(startTime, at, timezone),
  ended: ({ endTime }, { at, timezone }) => !hasEnded(endTime, at, timezone),
  location: (rate, { locationId }) => rate.locationId === null || rate.locationId === locationId,
  region: (rate, { region }) => isForRegion(rate, region),
  country: (rate, { country }) => rate.country === null || rate.country === country,
  code: (rate, { code }) => rate.code === null || rate.code === code,
  not_default: (rate, { isReturn }) => rate.isDefault || !isReturn,
} as const satisfies Readonly<Record<string, (rate: Rate, sale: SaleFacts) => boolean>>;

/** The same for one kind of points and one buyer. */
const CHECKS = {
  other_points: (rate, { pointHandle }) => rate.pointHandle === pointHandle,
  ...SALE_CHECKS,
  profile_conditions: (rate, { profile }) => conditionHolds(rate.profileConditions, profile),
} as const satisfies Readonly<Record<string, (rate: Rate, occasion: EarningOccasion) => boolean>>;

/**
 * Whether a rate applies to a sale, but for its buyer and points. If not, what its conditions read
 * doesn't matter ([Q12]).
 */
export const mayApply = (rate: Rate, sale: SaleFacts): boolean =>
  Object.values(SALE_CHECKS).every((passes) => passes(rate, sale));

/** Why a rate isn't the one that applies. */
export const reasonNotAppliedSchema = z.enum([
  ...namesOf(CHECKS),
  "budget_reached",
  "product_conditions",
  "outranked",
]);
type ReasonNotApplied = z.infer<typeof reasonNotAppliedSchema>;

/**
 * The rates that apply to an occasion as far as their conditions on products allow, best first
 * (SPEC.md [Q1], [Q2]). Those behind one without such conditions, whose budget can't stop it
 * either, can never apply and are left out: so these are all that the sale's decision depends on,
 * now and when something comes back ([P5]).
 */
export const ratesFor = (rates: readonly Rate[], occasion: EarningOccasion): readonly Rate[] => {
  const ranked = rates
    .filter((rate) => reasonAgainst(rate, occasion) === null)
    .sort((a, b) => compareRates(a, b, occasion));
  const last = ranked.findIndex(
    ({ productConditions, budget }) => productConditions === null && !stopsIssues(budget),
  );
  return last === -1 ? ranked : ranked.slice(0, last + 1);
};

/** The one rate that applies to a product, of those that `ratesFor` gave; null: none ([Q3]). */
export const rateOfProduct = <R extends Pick<Rate, "productConditions">>(
  ranked: readonly R[],
  product: ConditionData | null,
): R | null => ranked.find((rate) => holdsFor(rate, product)) ?? null;

/**
 * Which rates apply to some of these products, and why each of the others doesn't ([Q4]); `spent`
 * are those whose budget has no room for the sale ([G3]).
 */
export const explainRates = (
  rates: readonly Rate[],
  occasion: EarningOccasion,
  products: readonly (ConditionData | null)[],
  spent: ReadonlySet<DefinitionId> = new Set(),
): readonly ConsideredRate[] => {
  const ranked = ratesFor(rates, occasion).filter(({ id }) => !spent.has(id));
  const applied = new Set(products.map((product) => rateOfProduct(ranked, product)));
  return rates.map((rate) => {
    if (applied.has(rate)) return { rate, reason: null };
    const against = reasonAgainst(rate, occasion);
    if (against !== null || spent.has(rate.id))
      return { rate, reason: against ?? "budget_reached" };
    const fits = products.some((product) => holdsFor(rate, product));
    return { rate, reason: fits ? "outranked" : "product_conditions" };
  });
};

/** A rate, and why it doesn't apply; null: it does. */
export type ConsideredRate = { readonly rate: Rate; readonly reason: ReasonNotApplied | null };

/** Why a rate doesn't apply, whatever is sold; null if it may. */
const reasonAgainst = (rate: Rate, occasion: EarningOccasion): ReasonNotApplied | null =>
  entriesOf(CHECKS).find(([, passes]) => !passes(rate, occasion))?.[0] ?? null;

/** What is no product, such as the part of a total that no line explains, meets no condition. */
const holdsFor = (
  { productConditions }: Pick<Rate, "productConditions">,
  product: ConditionData | null,
): boolean =>
  productConditions === null || (product !== null && conditionHolds(productConditions, product));

/** The better rate first. Total: no two rates are equal ([Q2]). */
const compareRates = (a: Rate, b: Rate, { ratePriority, timezone }: EarningOccasion): number =>
  compareRanks(a, b, ratePriority) || startOf(b, timezone) - startOf(a, timezone) || a.id - b.id;

/** The same without what settles a tie: 0 if neither ranks higher. */
export const compareRanks = (a: Rate, b: Rate, ratePriority: RatePriority): number =>
  Number(a.isDefault) - Number(b.isDefault) ||
  specificityOf(b) - specificityOf(a) ||
  Number(PREFERS[ratePriority](b)) - Number(PREFERS[ratePriority](a)) ||
  b.priority - a.priority;

/** One for each place or code that it names. It applies, so all of them match. */
const specificityOf = ({ locationId, region, country, code }: Rate): number =>
  [locationId, region, country, code].filter((each) => each !== null).length;

const PREFERS: Readonly<Record<RatePriority, (rate: Rate) => boolean>> = {
  product: (rate) => rate.productConditions !== null,
  profile: (rate) => rate.profileConditions !== null,
};

const startOf = ({ startTime }: Rate, timezone: TimeZone): number =>
  startTime === null ? Number.MIN_SAFE_INTEGER : firstInstantOf(startTime, timezone);
