import { z } from "zod";
import { pointsToCents } from "#shared/incentive/points/point.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { type Cents, cents, centsSchema, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { expiryOf } from "#shared/kernel/period.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Strategy } from "./policy.ts";
import type { Programme } from "./programme.ts";

/** The rules that differ between units. */
export type UnitRules = {
  /** What amounts are in: cents of the currency, hundredths of points, or uses. */
  readonly precision: "cents" | "points" | "uses";
  /** The definitions that issue it. */
  readonly definitionsIn: (programme: Programme) => readonly UnitDefinition[];
  /**
   * The money value of an amount under today's definition; zero if it can't be redeemed, or if the
   * definition isn't known here.
   */
  readonly worth: (
    amount: number,
    definitionId: DefinitionId | null,
    programme: Programme | null,
  ) => Cents;
  /** The redemption strategy that draws it (DOMAIN §11.2); null if it can't be redeemed. */
  readonly spentBy: Strategy | null;
  /**
   * Whether it takes something off the price, and so counts in the combined balance. Credit
   * doesn't: it pays what is left, like money (DOMAIN §5.4).
   */
  readonly isDiscount: boolean;
  /**
   * Which code a new lot takes from its definition's pool (incentive/SPEC.md [W14]): one for its
   * value if there is one, or any; null if it takes none. A benefit has its code already ([N7]).
   */
  readonly takesCodeFor: "its_value" | "any_value" | null;
  /**
   * How long a new issue lasts under today's definition; null: it never expires, or the definition
   * isn't known.
   */
  readonly lifetime: (definitionId: DefinitionId | null, programme: Programme) => Lifetime | null;
};

type Lifetime = Parameters<typeof expiryOf>[2];

type UnitDefinition = {
  readonly id: DefinitionId;
  readonly name: string;
  readonly handle: string;
};

/**
 * The rules of each unit. A new unit is added to `unitSchema` and breaks the build here, and
 * wherever else units are treated differently.
 */
export const UNITS: Readonly<Record<Unit, UnitRules>> = {
  reward: {
    precision: "cents",
    definitionsIn: (programme) => programme.definitions.reward,
    worth: (amount) => cents(amount),
    spentBy: "rewards",
    isDiscount: true,
    takesCodeFor: "its_value",
    lifetime: (definitionId, { definitions }) =>
      definitions.reward.find(({ id }) => id === definitionId) ?? null,
  },
  point: {
    precision: "points",
    definitionsIn: (programme) => programme.definitions.point,
    worth: (amount, definitionId, programme) => {
      const definition = programme?.definitions.point.find(({ id }) => id === definitionId);
      return definition === undefined ? ZERO_CENTS : pointsToCents(amount, definition);
    },
    spentBy: "points",
    isDiscount: true,
    takesCodeFor: "any_value",
    lifetime: (definitionId, { definitions }) => {
      const definition = definitions.point.find(({ id }) => id === definitionId);
      if (!definition) return null;
      const { expiryPeriod: period, expiryPeriodType: periodType } = definition;
      return { period, periodType, absoluteExpiry: definition.absoluteExpiry };
    },
  },
  credit: {
    precision: "cents",
    definitionsIn: (programme) => programme.definitions.credit,
    worth: (amount) => cents(amount),
    spentBy: "credits",
    isDiscount: false,
    takesCodeFor: null,
    lifetime: (definitionId, { definitions }) =>
      definitions.credit.find(({ id }) => id === definitionId) ?? null,
  },
  // Only redeemed when it is named (DOMAIN §8.1), and worth no money.
  benefit: {
    precision: "uses",
    definitionsIn: (programme) => programme.definitions.benefit,
    worth: () => ZERO_CENTS,
    spentBy: null,
    isDiscount: false,
    takesCodeFor: null,
    lifetime: (definitionId, { definitions }) =>
      definitions.benefit.find(({ id }) => id === definitionId) ?? null,
  },
};

/** The lots that a redemption strategy draws, in the order passed in. */
export const lotsSpentBy = (strategy: Strategy, lots: readonly Lot[]): readonly Lot[] =>
  lots.filter((lot) => UNITS[lot.unit].spentBy === strategy);

/** Whether a strategy draws discounts. */
export const isDiscount = (strategy: Strategy): boolean =>
  Object.values(UNITS).some((unit) => unit.spentBy === strategy && unit.isDiscount);

/** The money value of what is left in a lot. */
export const lotWorth = (lot: Lot, programme: Programme | null): Cents =>
  UNITS[lot.unit].worth(lot.remaining, lot.definitionId, programme);

/** What is left in the lots of one unit: in that unit, and in money. */
export const holdingSchema = z.object({
  amount: z.int(),
  worthCents: centsSchema,
  /** What can't be spent yet, in the unit ([P9]). */
  pending: z.int(),
});
export type Holding = Readonly<z.infer<typeof holdingSchema>>;

/** What is left of a unit, as issued by a definition: of one lot or of many. */
export type HeldAmount = Pick<Lot, "unit" | "definitionId" | "remaining"> & {
  /** It can't be spent yet. */
  readonly isPending: boolean;
};

/**
 * Adds up what lots hold of a unit. The money value is rounded once per definition, so that many
 * small lots are worth as much as one large one (incentive/SPEC.md [P2]).
 */
export const holdingOf = (
  lots: readonly HeldAmount[],
  unit: Unit,
  programme: Programme,
): Holding => {
  const amounts = new Map<DefinitionId | null, number>();
  let amount = 0;
  let pending = 0;
  for (const lot of lots) {
    if (lot.unit !== unit) continue;
    if (lot.isPending) {
      pending += lot.remaining;
      continue;
    }
    amount += lot.remaining;
    amounts.set(lot.definitionId, (amounts.get(lot.definitionId) ?? 0) + lot.remaining);
  }
  const worths = [...amounts].map(([id, held]) => UNITS[unit].worth(held, id, programme));
  return { amount, worthCents: sumCents(worths), pending };
};
