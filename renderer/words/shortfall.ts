import { instant } from "#shared/kernel/time.ts";
import type { Outstanding } from "#shared/ledger/account.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { inList } from "./catalogue.ts";
import type { Format } from "./format.ts";
import { countedAmount, unitAmount } from "./lot-text.ts";
import { say } from "./say.ts";
import type { Sentence } from "./sentence.ts";

/** What is owed: "£17.35", "200 points (£2.00) and £17.35". Empty if nothing is. */
export const owedText = (
  owed: readonly Outstanding[],
  programme: Programme | null,
  format: Format,
): string =>
  inList(
    owed.map(({ unit, amount, definitionId }) => {
      const text = unitAmount(unit, amount, format);
      const worthCents = UNITS[unit].worth(amount, definitionId, programme);
      return countedAmount(unit, amount, format) === null || worthCents === 0
        ? text
        : `${text} (${format.money(worthCents)})`;
    }),
  );

/** Whether points earned next pay back what is owed. True until head office's policy is known. */
export const recovers = (programme: Programme | null): boolean =>
  programme?.policy.recoverShortfalls ?? true;

/** What happens to the points that a customer earns while they owe something. */
export const recoverySentence = (programme: Programme | null): string =>
  recovers(programme) ? say("shortfall.recovered") : say("shortfall.not_recovered");

/**
 * What a customer owes because more was honoured than the account held (ledger/SPEC.md [L5]): how
 * much, since when, and what happens to the points they earn next. Null if nothing is owed.
 */
export const shortfallSentence = (
  owed: readonly Outstanding[],
  programme: Programme | null,
  format: Format,
): Sentence | null => {
  if (owed.length === 0) return null;
  const since = format.date(instant(Math.min(...owed.map((each) => each.since))));
  return {
    title: say("shortfall.title", { owed: owedText(owed, programme, format) }),
    advice: `${say("shortfall.since", { since })} ${recoverySentence(programme)}`,
  };
};
