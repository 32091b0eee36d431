import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a unit" puts into files that are there: credits, counted in cents and
 * drawn after points. The new file is beside this one, in `unit/`.
 */
export const unit: readonly Insertion[] = [
  {
    file: "shared/ledger/entry.ts",
    after: `export const unitSchema = z.enum(["reward", "point"`,
    source: `, "credit"`,
  },
  {
    file: "shared/redemption/unit.ts",
    after: "export const UNITS: Readonly<Record<Unit, UnitRules>> = {\n",
    source: `  credit: {
    precision: "cents",
    definitionsIn: () => [],
    worth: (amount) => cents(amount),
    spentBy: "credits",
  },
`,
  },
  {
    file: "shared/redemption/policy.ts",
    after: `export const strategySchema = z.enum(["rewards", "points"`,
    source: `, "credits"`,
  },
  {
    file: "shared/redemption/plan.ts",
    after:
      "const DRAWS: Readonly<Record<Strategy, Draw>> = { rewards: drawRewards, points: drawAllPoints",
    source: ", credits: drawRewards",
  },
  {
    file: "shared/redemption/balance.ts",
    after: `  reward: holdingOf(held, "reward", programme),\n`,
    source: `  credit: holdingOf(held, "credit", programme),\n`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  "point.expired": lotContext,\n`,
    source: `  "credit.created": lotContext,
  "credit.updated": lotContext,
  "credit.expired": lotContext,
`,
  },
  ...[
    ["CREATED", "credit.created"],
    ["UPDATED", "credit.updated"],
    ["EXPIRED", "credit.expired"],
    ["SHORTFALL", "shortfall.created"],
    ["RECOVERED", "shortfall.recovered"],
  ].map(([table, kind]) => ({
    file: "shared/reaction/lot-events.ts",
    after: `const ${table}: KindByUnit = {`,
    source: ` credit: "${kind}",`,
  })),
  {
    file: "sync-server/storage/ledger-list.ts",
    after: "  balances: {",
    source: " credit: row.credit_balance,",
  },
  {
    file: "shared/api/ledger.ts",
    after: "const SHOWN: Readonly<Record<Unit, Shown>> = {\n",
    source: `  credit: {
    moved: ({ valueCents }, currency) => ({ dollar_value: centsToDecimal(valueCents, currency) }),
    heldIn: "dollar_balance",
  },
`,
  },
  {
    file: "shared/api/balances.ts",
    after: "const SHOWN: Readonly<Record<Unit, Shown>> = {\n",
    source: "  credit: ({ amount }, currency) => ({ credit_balance: money(amount, currency) }),\n",
  },
  {
    file: "renderer/words/lot-text.ts",
    after: "const UNIT_WORDS: Readonly<Record<Unit, UnitWords>> = {\n",
    source: `  credit: {
    fallbackName: "Credit",
    heading: "Credit",
    figure: (amount, format) => format.money(cents(amount)),
    amount: (amount, format) => format.money(cents(amount)),
    worth: "said",
  },
`,
  },
];
