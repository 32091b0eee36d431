import type { Budget } from "#shared/incentive/budget.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { EntryKind, LedgerEntry } from "#shared/ledger/entry.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

type Limited = { readonly id: DefinitionId; readonly budget: Budget | null };

/** The entries of what was issued, and of what sales took back. */
const COUNTED: ReadonlySet<EntryKind> = new Set(["issue", "return", "restore"]);

/**
 * [G3]: nothing was issued beyond a budget. [G4]: what is kept as used is what the entries say, of
 * each profile and of all together.
 */
export const checkBudgets = (
  history: History,
  records: Records,
  definitions: readonly Limited[],
): void => {
  for (const { id, budget } of definitions) {
    if (budget === null) continue;
    const keptOf = (holder: string): number =>
      records.budgetUses.find((row) => row.definition_id === id && row.holder === holder)?.cents ??
      0;
    const check = (holder: string, used: number, max: number | null): void => {
      const whose = holder || "everybody";
      if (keptOf(holder) !== used) {
        history.violate(`[G4] budget ${id}: ${keptOf(holder)} kept of ${whose}, used ${used}`);
      }
      if (max !== null && used > max) {
        history.violate(`[G3] budget ${id}: ${whose} got ${used} of ${max}`);
      }
    };
    let total = 0;
    for (const profileId of records.chains.keys()) {
      const used = issuedUnder(records.eras.entriesOf(profileId), id);
      total += used;
      check(profileId, used, null);
    }
    // What two profiles had before they were merged may together be more ([I4]).
    for (const { accountId, entries, inherited } of records.eras.all) {
      const before = issuedUnder(entries.slice(0, inherited), id);
      const used = issuedUnder(entries, id);
      const max = Math.max(before, budget.perProfile ?? Number.POSITIVE_INFINITY);
      if (used > max) history.violate(`[G3] budget ${id}: ${accountId} got ${used} of ${max}`);
    }
    check("", total, budget.total);
    if (budget.total !== null && budget.total - total < 300) history.count("budget used up");
  }
};

const issuedUnder = (chain: readonly LedgerEntry[], id: DefinitionId): number => {
  const own = chain.filter(({ definitionId }) => definitionId === id);
  return own
    .filter(({ kind }) => COUNTED.has(kind))
    .reduce((sum, { valueCents }) => sum + valueCents, 0);
};
