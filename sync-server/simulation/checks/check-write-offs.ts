import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

/**
 * [O1], [O2]: each write-off is in the ledger once, and settled its amount. No shortfall was
 * written off beyond its own amount.
 */
export const checkWriteOffs = (history: History, records: Records): void => {
  for (const [profileId, chain] of records.chains) {
    const rows = records.writeOffs.filter((row) => row.profile_id === profileId);
    const bySource = chain.filter(({ source }) => source.type === "write_off");
    for (const row of rows) {
      const entries = bySource.filter(({ commandId }) => commandId === row.command_id);
      if (sumOf(entries, "write_off") !== row.amount || sumOf(entries, "recover") !== -row.amount) {
        history.violate(`[O1] ${row.command_id} isn't in the ledger for ${row.amount}, once`);
      }
    }
    if (new Set(bySource.map(({ commandId }) => commandId)).size !== rows.length) {
      history.violate(`[O2] ${profileId} has ${rows.length} write-offs, and others in the ledger`);
    }
    for (const [lotId, entries] of Map.groupBy(chain, (entry) => entry.lotId)) {
      const writtenOff = sumOf(entries, "write_off");
      if (writtenOff < 0 || writtenOff > sumOf(entries, "shortfall")) {
        history.violate(`[O2] ${writtenOff} is written off on lot ${lotId}`);
      }
    }
  }
};

const sumOf = (entries: readonly LedgerEntry[], kind: LedgerEntry["kind"]): number =>
  entries.filter((entry) => entry.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
