import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a unit" puts into files that are there: rebates, counted in cents
 * and drawn after points. The new file is beside this one, in `unit/`.
 */
export const unit: readonly Insertion[] = [
  {
    file: "shared/ledger/entry.ts",
    after: `export const unitSchema = z.enum(["reward", "point"`,
    source: `, "rebate"`,
  },
  {
    file: "shared/redemption/unit.ts",
    after: "export const UNITS: Readonly<Record<Unit, UnitRules>> = {\n",
    source: `  rebate: {
    precision: "cents",
    definitionsIn: () => [],
    worth: (amount) => cents(amount),
    spentBy: "rebates",
    isDiscount: true,
    takesCodeFor: null,
    lifetime: () => null,
  },
`,
  },
  {
    file: "shared/redemption/policy.ts",
    after: `export const strategySchema = z.enum(["rewards", "points"`,
    source: `, "rebates"`,
  },
  {
    file: "shared/redemption/plan.ts",
    after: "const DRAWS: Readonly<Record<Strategy, Draw>> = {",
    source: " rebates: drawMoney,",
  },
  {
    file: "shared/redemption/policy.ts",
    after: "  points: true,\n",
    source: "  rebates: true,\n",
  },
  {
    file: "renderer/clienteling/features/redeem/pay-with.ts",
    after: `  points: "discounts",\n`,
    source: `  rebates: "discounts",\n`,
  },
  {
    file: "shared/redemption/balance.ts",
    after: `  reward: holdingOf(held, "reward", programme),\n`,
    source: `  rebate: holdingOf(held, "rebate", programme),\n`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  "point.expired": lotContext,\n`,
    source: `  "rebate.created": lotContext,
  "rebate.updated": lotContext,
  "rebate.expired": lotContext,
`,
  },
  ...[
    ["CREATED", "rebate.created"],
    ["LOT_UPDATED", "rebate.updated"],
    ["LOT_EXPIRED", "rebate.expired"],
    ["SHORTFALL", "shortfall.created"],
    ["RECOVERED", "shortfall.recovered"],
  ].map(([table, kind]) => ({
    file: "shared/reaction/lot-events.ts",
    after: `const ${table}: KindByUnit = {`,
    source: ` rebate: "${kind}",`,
  })),
  {
    file: "sync-server/storage/redemption/redemption-list.ts",
    after: "const HAS_UNIT = {\n",
    source: `  has_rebate: "rebate",\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "const SAMPLES = [\n",
    source: `  ["/rebates", "rewardId"],\n`,
  },
  {
    file: "sync-server/storage/ledger/ledger-list.ts",
    after: "  balances: {",
    source: " rebate: row.rebate_balance,",
  },
  {
    file: "shared/api/ledger/ledger.ts",
    after: "const SHOWN: Readonly<Record<Unit, Shown>> = {\n",
    source: `  rebate: {
    moved: ({ valueCents }, currency) => ({ dollar_value: centsToDecimal(valueCents, currency) }),
    heldIn: "dollar_balance",
  },
`,
  },
  {
    file: "shared/api/ledger/balances.ts",
    after: "export const balancesSchema = z.object({\n",
    source: "  rebate_balance: z.number(),\n",
  },
  {
    file: "shared/api/ledger/balances.ts",
    after: "const NOTHING_HELD: BalancesView = {\n",
    source: "  rebate_balance: 0,\n",
  },
  {
    file: "shared/api/ledger/balances.ts",
    after: "const SHOWN: Readonly<Record<Unit, Shown>> = {\n",
    source: "  rebate: ({ amount }, currency) => ({ rebate_balance: money(amount, currency) }),\n",
  },
  {
    file: "renderer/words/lot-text.ts",
    after: "const UNIT_WORDS: Readonly<Record<Unit, UnitWords>> = {\n",
    source: `  rebate: {
    fallbackName: "Rebate",
    heading: "Rebates",
    figure: (amount, format) => format.money(cents(amount)),
    amount: (amount, format) => format.money(cents(amount)),
    worth: "said",
  },
`,
  },
];
