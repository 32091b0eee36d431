import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

type Limited = { readonly id: DefinitionId; readonly returnDebtMax: number | null };

/** [P11] After a return, nobody owes more than the definition allows, or than they did before. */
export const checkDebts = (
  history: History,
  records: Records,
  definitions: readonly Limited[],
): void => {
  for (const { id, returnDebtMax } of definitions) {
    if (returnDebtMax === null) continue;
    for (const { accountId: profileId, entries: chain, inherited } of records.eras.all) {
      const isOwn = (entry: LedgerEntry) => entry.unit === "point" && entry.definitionId === id;
      const own = chain.slice(inherited).filter(isOwn);
      let owed = chain
        .slice(0, inherited)
        .filter(isOwn)
        .reduce((sum, entry) => sum + addedToDebt(entry), 0);
      for (const [commandId, entries] of Map.groupBy(own, (entry) => entry.commandId)) {
        const before = owed;
        for (const entry of entries) owed += addedToDebt(entry);
        if (entries[0]?.source.type !== "transaction") continue;
        if (owed > Math.max(before, returnDebtMax)) {
          history.violate(`[P11] ${profileId} owes ${owed} of ${id} after ${commandId}`);
        }
        if (isWrittenOff(entries)) history.count("debt written off by a return");
      }
    }
  }
};

const addedToDebt = ({ kind, amount }: LedgerEntry): number =>
  kind === "shortfall" || kind === "recover" ? amount : 0;

const isWrittenOff = (entries: readonly LedgerEntry[]): boolean =>
  entries.some(({ kind }) => kind === "shortfall") &&
  entries.some(({ kind }) => kind === "write_off");
