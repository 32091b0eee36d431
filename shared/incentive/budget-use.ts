import type { EntryDraft } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { type BudgetUse, NO_USE } from "./budget.ts";
import { type Definition, worthByDefinition } from "./definition.ts";
import { type PointDefinition, pointsToCents } from "./points/point.ts";

/** What a sale keeps under a definition or rate, in hundredths of points, as budgets count it. */
export const budgetOfPoints = (points: number, definition: PointDefinition): BudgetUse =>
  points <= 0 ? NO_USE : { cents: pointsToCents(points, definition), issues: 1 };

type LotEntry = Pick<EntryDraft, "kind" | "amount" | "valueCents" | "source">;

/**
 * What a lot uses of the budget of its definition, from all its entries in order ([G4]): what was
 * issued, with what head office has added or taken since. It is one issue unless all was taken
 * back. What has been redeemed or has expired, or ended because the person was erased, stays used,
 * so what comes back of that isn't counted again. A lot of a sale uses nothing: its points are
 * counted with the sale. Neither does one that gives back what was redeemed.
 */
export const budgetOfLot = (entries: readonly LotEntry[], definition: Definition): BudgetUse => {
  const [opener] = entries;
  if (opener?.kind !== "issue" || !SOURCES[opener.source.type].usesBudget) return NO_USE;
  let [kept, keptCents, expired, expiredCents] = [0, 0, 0, 0];
  for (const { kind, amount, valueCents, source } of entries) {
    if (SOURCES[source.type].staysUsed) continue;
    if (kind === "expire") {
      expired -= amount;
      expiredCents -= valueCents;
    }
    if (kind !== "issue" && kind !== "adjust") continue;
    const back = Math.max(0, Math.min(amount, expired));
    const backCents = Math.max(0, Math.min(valueCents, expiredCents));
    expired -= back;
    expiredCents -= backCents;
    kept += amount - back;
    keptCents += valueCents - backCents;
  }
  if (kept <= 0) return NO_USE;
  const worth = worthByDefinition(definition) ?? keptCents;
  return { cents: Math.max(0, worth), issues: 1 };
};
