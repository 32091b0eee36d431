import type { DefinitionBody } from "#shared/incentive/definition.ts";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { cents } from "#shared/kernel/money.ts";
import type { NewDefinition } from "#sync-server/incentive/definitions.ts";
import { DEMO_PRODUCTS, DEMO_TENANT } from "./demo-chain.ts";

const currency = currencyOf(DEMO_TENANT.currency);

/** The demo's points: one for each pound, worth five pence. */
const POINTS: DefinitionBody<"point"> = {
  ...pointDefaults(currency),
  name: "Harbour points",
  handle: "points",
  description: "One for each pound spent.",
  decimals: 0,
  exchangeMilliCents: 5000,
  expiryPeriod: 24,
  expiryPeriodType: "months",
  absoluteExpiry: null,
};

/** What tiers are judged by: what was spent in twelve months. */
const TIER_POINTS: DefinitionBody<"point"> = {
  ...pointDefaults(currency),
  use: "tier",
  name: "Tier points",
  handle: "tier-points",
  decimals: 0,
  exchangeMilliCents: 0,
};

export const HOMEWARE = DEMO_PRODUCTS.filter(({ sku }) => sku.startsWith("HP-2")).map(
  ({ sku }) => sku,
);

/**
 * The first is a campaign: £25,000 in all, £200 for each customer, 40% paid by a supplier, and its
 * points can be spent once the goods can't come back any more.
 */
const RATES: readonly DefinitionBody<"rate">[] = [
  {
    ...RATE_DEFAULTS,
    name: "Double points on homeware",
    pointHandle: POINTS.handle,
    rateMicro: 2 * POINTS.earnRateMicro,
    productConditions: { in: [{ var: "sku" }, HOMEWARE] },
    issuePeriod: 14,
    budget: {
      countedIn: "money",
      total: 2_500_000,
      perProfile: 20_000,
      whenReached: "stop",
    },
    funding: [
      { funder: "brand", share: 6_000 },
      { funder: "Slipway Homeware", share: 4_000 },
    ],
  },
  {
    ...RATE_DEFAULTS,
    name: "Double points in Scotland",
    pointHandle: POINTS.handle,
    rateMicro: 2 * POINTS.earnRateMicro,
    region: "scotland",
  },
];

/** Pounds spent in twelve months that reach each tier. */
const TIERS = [
  { handle: "deckhand", name: "Deckhand", pounds: 100 },
  { handle: "first-mate", name: "First mate", pounds: 400 },
  { handle: "captain", name: "Captain", pounds: 1000 },
] as const;

/** Given for points. */
const FOR_POINTS: DefinitionBody<"reward"> = {
  ...REWARD_DEFAULTS,
  name: "£10 for 200 points",
  handle: "for-points-10",
  type: "points",
  valueCents: cents(1000),
  period: 90,
  pointPrice: 200,
  pricedIn: POINTS.handle,
};

/** How the demo's customers earn, and what their points lead to. */
export const DEMO_PROGRAMME: readonly NewDefinition[] = [
  { kind: "point", body: POINTS, extra: {} },
  { kind: "point", body: TIER_POINTS, extra: {} },
  ...RATES.map((body) => ({ kind: "rate" as const, body, extra: {} })),
  ...TIERS.map(({ handle, name, pounds }) => ({
    kind: "tier" as const,
    body: { ...TIER_DEFAULTS, handle, name, valueMin: pounds * 100 },
    extra: {},
  })),
  { kind: "reward", body: FOR_POINTS, extra: {} },
];
