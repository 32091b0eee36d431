import { cents, sumCents } from "#shared/kernel/money.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import type { PlannedPart, RedemptionPlan } from "#shared/redemption/plan.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { inList } from "./catalogue.ts";
import type { Format } from "./format.ts";
import { countedAmount, lotName } from "./lot-text.ts";
import { say } from "./say.ts";

/** As many rewards as staff take in at a glance are named. */
const NAMED_MAX = 3;

/**
 * What pays for a redemption, a line for each unit: "Birthday £10 and £17.50 of Thank you £20",
 * "1,500 points (£15.00)".
 */
export const planLines = (
  plan: RedemptionPlan,
  programme: Programme | null,
  format: Format,
): readonly string[] =>
  unitSchema.options.flatMap((unit) => {
    const parts = plan.parts.filter(({ lot }) => lot.unit === unit);
    return parts.length === 0 ? [] : [unitLine(unit, parts, programme, format)];
  });

const unitLine = (
  unit: Unit,
  parts: readonly PlannedPart[],
  programme: Programme | null,
  format: Format,
): string => {
  const money = format.money(sumCents(parts.map(({ valueCents }) => valueCents)));
  const counted = countedAmount(unit, totalOf(parts), format);
  if (counted !== null) return `${counted} (${money})`;
  const named = nameParts(parts, programme, format);
  return named.length > NAMED_MAX
    ? say("redeem.many", { money, count: parts.length })
    : inList(named);
};

const totalOf = (parts: readonly PlannedPart[]): number =>
  parts.reduce((total, { amount }) => total + amount, 0);

/** Names lots that are used whole, several of a name together; of others it says how much. */
const nameParts = (
  parts: readonly PlannedPart[],
  programme: Programme | null,
  format: Format,
): readonly string[] => {
  const counts = new Map<string, number>();
  const some: string[] = [];
  for (const { lot, amount } of parts) {
    const name = lotName(lot, programme);
    if (amount === lot.initial) counts.set(name, (counts.get(name) ?? 0) + 1);
    else some.push(say("redeem.part", { money: format.shortMoney(cents(amount)), name }));
  }
  const whole = [...counts].map(([name, count]) =>
    count === 1 ? name : say("redeem.several", { count, name }),
  );
  return [...whole, ...some];
};
