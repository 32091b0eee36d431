import {
  ACHIEVEMENT_DEFAULTS,
  type AchievementDefinition,
  type AchievementLevel,
  achievementDefinitionSchema,
} from "#shared/incentive/achievements/achievement.ts";
import { FOR_EVERYONE } from "#shared/incentive/audience.ts";
import {
  BENEFIT_DEFAULTS,
  type BenefitDefinition,
  benefitDefinitionSchema,
} from "#shared/incentive/benefits/benefit.ts";
import { groupDefinitions } from "#shared/incentive/definition.ts";
import { type EarningSale, pointsEarned } from "#shared/incentive/points/earned-points.ts";
import {
  EARNING_DEFAULTS,
  type PointDefinition,
  pointDefinitionSchema,
} from "#shared/incentive/points/point.ts";
import { RATE_DEFAULTS, type Rate, rateSchema } from "#shared/incentive/points/rate.ts";
import { type RewardDefinition, rewardDefinitionSchema } from "#shared/incentive/rewards/reward.ts";
import {
  TIER_DEFAULTS,
  type TierDefinition,
  tierDefinitionSchema,
} from "#shared/incentive/tiers/tier.ts";
import {
  type CommandId,
  commandIdSchema,
  entryIdSchema,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { type Instant, instant, type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import { type Account, emptyAccount } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import { BY_NOBODY, type EntryDraft } from "#shared/ledger/entry.ts";
import { type Lot, lotSchema } from "#shared/ledger/lot.ts";
import { type Profile, profileSchema } from "#shared/profile/profile.ts";
import {
  decideRedeem,
  type RedeemDecision,
  type RedeemRefusal,
  type RedeemRequest,
} from "#shared/redemption/decide.ts";
import { draftRedeem, type RedeemAttribution } from "#shared/redemption/draft-redeem.ts";
import { DEFAULT_REDEMPTION_POLICY, DEFAULT_STRATEGIES } from "#shared/redemption/policy.ts";
import type { Programme } from "#shared/redemption/programme.ts";

// Plain values and builders for tests of the rules.

export const MELBOURNE: TimeZone = timeZoneSchema.parse("Australia/Melbourne");

/** 1 pm on a Tuesday in Melbourne. */
export const NOW: Instant = instant(Date.UTC(2026, 2, 3, 2));
export const DAY_MS = 86_400_000;

export const PROFILE: ProfileId = profileIdSchema.parse("0190a000-0000-7000-8000-000000000001");

/** The n-th command of a test. */
const commandId = (n: number): CommandId =>
  commandIdSchema.parse(`0190c000-0000-7000-8000-${String(n).padStart(12, "0")}`);

/** The attribution of the n-th command. */
export const attribution = (n: number, occurredAt: Instant = NOW): Attribution => ({
  commandId: commandId(n),
  occurredAt,
  timezone: MELBOURNE,
  source: { type: "api", id: String(n) },
  ...BY_NOBODY,
});

/**
 * A hundredth of a point per dollar, worth a cent, that never expires: amounts are in hundredths.
 */
export const pointDefinition = (more: Partial<PointDefinition> = {}): PointDefinition => ({
  ...pointDefinitionSchema.parse({
    ...EARNING_DEFAULTS,
    id: 1,
    kind: "point",
    version: 1,
    name: "Points",
    handle: "points",
    use: "reward",
    description: null,
    decimals: 2,
    earnRateMicro: 100,
    exchangeMilliCents: 100_000,
    expiryPeriod: null,
    expiryPeriodType: "days",
    absoluteExpiry: null,
    isReassignable: false,
    returnDebtMax: null,
    budget: null,
    funding: [],
  }),
  ...more,
});

/** Two hundredths of a point per dollar, for everything. */
export const rate = (more: Partial<Rate> = {}): Rate => ({
  ...rateSchema.parse({
    ...RATE_DEFAULTS,
    id: 20,
    kind: "rate",
    version: 1,
    name: "Double",
    handle: "double",
    pointHandle: "points",
    rateMicro: 200,
  }),
  ...more,
});

/** A sale of an amount with nothing else said about it. */
export const earningSale = (totalCents: number, more: Partial<EarningSale> = {}): EarningSale => ({
  totalCents,
  lines: [],
  feesCents: 0,
  payments: [],
  isStaffSale: false,
  ...more,
});

/** The points, in hundredths, that it earns without rates; taken back if the amount is negative. */
export const pointsFor = (totalCents: number, definition: PointDefinition): number =>
  pointsEarned(earningSale(totalCents), { definition, rates: [] });

/** 20.00 for thirty days, at most 50.00. */
export const rewardDefinition = (more: Partial<RewardDefinition> = {}): RewardDefinition => ({
  ...rewardDefinitionSchema.parse({
    id: 7,
    kind: "reward",
    version: 3,
    name: "Thank you",
    handle: "thank-you",
    type: "other",
    valueCents: 2_000,
    maxValueCents: 5_000,
    period: 30,
    periodType: "days",
    absoluteExpiry: null,
    isAssignable: true,
    isExtendable: true,
    isReassignable: false,
    isPublished: true,
    ...FOR_EVERYONE,
    extendDays: null,
    pointPrice: null,
    budget: null,
    funding: [],
    pricedIn: null,
    description: null,
    shortDescription: null,
  }),
  ...more,
});

/** A coffee, three times within thirty days. */
export const benefitDefinition = (more: Partial<BenefitDefinition> = {}): BenefitDefinition => ({
  ...benefitDefinitionSchema.parse({
    ...BENEFIT_DEFAULTS,
    id: 30,
    kind: "benefit",
    version: 1,
    name: "Coffee",
    handle: "coffee",
    period: 30,
    maxRedemptions: 3,
  }),
  ...more,
});

/** A level that unlocks nothing, numbered by its trigger. */
export const achievementLevel = (
  trigger: number,
  more: Partial<AchievementLevel> = {},
): AchievementLevel => ({
  ...{ name: `Level ${trigger}`, description: null, displayNumber: trigger, trigger },
  ...{ repeats: false, repeatInterval: null, allowMultipleEarn: false, unlocks: [], meta: null },
  ...more,
});

/** Five sales, counted for life. */
export const achievementDefinition = (
  more: Partial<AchievementDefinition> = {},
): AchievementDefinition => ({
  ...achievementDefinitionSchema.parse({
    ...ACHIEVEMENT_DEFAULTS,
    id: 40,
    kind: "achievement",
    version: 1,
    name: "Regular",
    handle: "regular",
    counts: "sales",
    levels: [achievementLevel(5, { name: "Five visits", displayNumber: 1 })],
  }),
  ...more,
});

/** A tier from 300 points, kept by as many. */
export const tierDefinition = (more: Partial<TierDefinition> = {}): TierDefinition => ({
  ...tierDefinitionSchema.parse({
    ...TIER_DEFAULTS,
    id: 1,
    kind: "tier",
    version: 1,
    name: "Silver",
    handle: "silver",
    valueMin: 30_000,
  }),
  ...more,
});

export const programme = (...pointDefinitions: readonly PointDefinition[]): Programme => ({
  definitions: {
    ...groupDefinitions([]),
    reward: [rewardDefinition()],
    point: pointDefinitions.length > 0 ? pointDefinitions : [pointDefinition()],
  },
  policy: DEFAULT_REDEMPTION_POLICY,
});

/** The n-th lot of a test: a reward that never expires, unless `more` says otherwise. */
export const lot = (n: number, remaining: number, more: Partial<Lot> = {}): Lot => ({
  ...lotSchema.parse({
    lotId: entryIdSchema.parse(`${commandId(1000 + n)}:0`),
    unit: "reward",
    definitionId: 7,
    definitionVersion: 3,
    issuedAt: NOW - 30 * DAY_MS,
    activeAt: more.activeAt ?? more.issuedAt ?? NOW - 30 * DAY_MS,
    expiresAt: null,
    timezone: MELBOURNE,
    initial: Math.max(1, remaining),
    remaining,
  }),
  ...more,
});

/** The n-th lot as points under a definition. */
export const pointLot = (
  n: number,
  remaining: number,
  definition: PointDefinition = pointDefinition(),
  more: Partial<Lot> = {},
): Lot => lot(n, remaining, { unit: "point", definitionId: definition.id, ...more });

export const account = (lots: readonly Lot[], more: Partial<Account> = {}): Account => ({
  ...emptyAccount(PROFILE),
  lots,
  ...more,
});

/** A profile as the server's facts have it. */
export const profile = (more: Partial<Profile> = {}): Profile => ({
  ...profileSchema.parse({
    id: PROFILE,
    profileType: "active",
    title: "Dr",
    firstName: "Anna",
    lastName: "Novak",
    email: "anna@example.com",
    mobilePhone: "+61412345678",
    secondaryPhone: null,
    birthDay: 29,
    birthMonth: 2,
    birthYear: 2000,
    gender: null,
    identities: [],
    tags: ["vip"],
    joinedAt: null,
    joinedLocationId: null,
    joinedStaffId: null,
    associateId: null,
    preferredLocationId: null,
    version: 7,
    createdAt: NOW - 5_000,
    updatedAt: NOW - 4_000,
  }),
  ...more,
});

/** The first command of a test: redeems this much, or is refused if the account doesn't hold it. */
export const redeemRequest = (
  amountCents: number,
  more: Partial<RedeemRequest & RedeemAttribution> = {},
): RedeemRequest & RedeemAttribution => ({
  commandId: commandId(1),
  amountCents: cents(amountCents),
  strategies: DEFAULT_STRATEGIES,
  occurredAt: NOW,
  timezone: MELBOURNE,
  ...BY_NOBODY,
  whenShort: "refuse",
  basketCents: null,
  ...more,
});

/** Decides a redemption, and drafts its entries if it is accepted. */
export const decideAndDraft = (
  held: Account,
  by: Programme,
  request: RedeemRequest & RedeemAttribution,
): Result<RedeemDecision & { readonly drafts: readonly EntryDraft[] }, RedeemRefusal> => {
  const decision = decideRedeem(held, by, request);
  if (!decision.ok) return decision;
  return ok({ ...decision.value, drafts: draftRedeem(held, decision.value, request) });
};
