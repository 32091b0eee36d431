import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a unit" puts into files that are there: coupons, counted in cents
 * and drawn after points. The new file is beside this one, in `unit/`.
 */
export const unit: readonly Insertion[] = [
  {
    file: "shared/ledger/entry.ts",
    after: `export const unitSchema = z.enum(["reward", "point"`,
    source: `, "coupon"`,
  },
  {
    file: "shared/redemption/unit.ts",
    after: "export const UNITS: Readonly<Record<Unit, UnitRules>> = {\n",
    source: `  coupon: {
    precision: "cents",
    definitionsIn: () => [],
    worth: (amount) => cents(amount),
    spentBy: "coupons",
    isDiscount: true,
    lifetime: () => null,
  },
`,
  },
  {
    file: "shared/redemption/policy.ts",
    after: `export const strategySchema = z.enum(["rewards", "points"`,
    source: `, "coupons"`,
  },
  {
    file: "shared/redemption/plan.ts",
    after: "const DRAWS: Readonly<Record<Strategy, Draw>> = {",
    source: " coupons: drawMoney,",
  },
  {
    file: "shared/redemption/policy.ts",
    after: "  points: true,\n",
    source: "  coupons: true,\n",
  },
  {
    file: "renderer/clienteling/features/redeem/pay-with.ts",
    after: `  points: "discounts",\n`,
    source: `  coupons: "discounts",\n`,
  },
  {
    file: "shared/redemption/balance.ts",
    after: `  reward: holdingOf(held, "reward", programme),\n`,
    source: `  coupon: holdingOf(held, "coupon", programme),\n`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  "point.expired": lotContext,\n`,
    source: `  "coupon.created": lotContext,
  "coupon.updated": lotContext,
  "coupon.expired": lotContext,
`,
  },
  ...[
    ["CREATED", "coupon.created"],
    ["UPDATED", "coupon.updated"],
    ["EXPIRED", "coupon.expired"],
    ["SHORTFALL", "shortfall.created"],
    ["RECOVERED", "shortfall.recovered"],
  ].map(([table, kind]) => ({
    file: "shared/reaction/lot-events.ts",
    after: `const ${table}: KindByUnit = {`,
    source: ` coupon: "${kind}",`,
  })),
  {
    file: "sync-server/storage/redemption/redemption-list.ts",
    after: "const HAS_UNIT = {\n",
    source: `  has_coupon: "coupon",\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "const SAMPLES = [\n",
    source: `  ["/coupons", "rewardId"],\n`,
  },
  {
    file: "sync-server/storage/ledger/ledger-list.ts",
    after: "  balances: {",
    source: " coupon: row.coupon_balance,",
  },
  {
    file: "shared/api/ledger/ledger.ts",
    after: "const SHOWN: Readonly<Record<Unit, Shown>> = {\n",
    source: `  coupon: {
    moved: ({ valueCents }, currency) => ({ dollar_value: centsToDecimal(valueCents, currency) }),
    heldIn: "dollar_balance",
  },
`,
  },
  {
    file: "shared/api/ledger/balances.ts",
    after: "export const balancesSchema = z.object({\n",
    source: "  coupon_balance: z.number(),\n",
  },
  {
    file: "shared/api/ledger/balances.ts",
    after: "const NOTHING_HELD: BalancesView = {\n",
    source: "  coupon_balance: 0,\n",
  },
  {
    file: "shared/api/ledger/balances.ts",
    after: "const SHOWN: Readonly<Record<Unit, Shown>> = {\n",
    source: "  coupon: ({ amount }, currency) => ({ coupon_balance: money(amount, currency) }),\n",
  },
  {
    file: "renderer/words/lot-text.ts",
    after: "const UNIT_WORDS: Readonly<Record<Unit, UnitWords>> = {\n",
    source: `  coupon: {
    fallbackName: "Coupon",
    heading: "Coupons",
    figure: (amount, format) => format.money(cents(amount)),
    amount: (amount, format) => format.money(cents(amount)),
    worth: "said",
  },
`,
  },
];
