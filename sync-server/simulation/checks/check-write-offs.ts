import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { writeOffReasonSchema } from "#shared/redemption/write-off.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

/**
 * [O1], [O2]: each write-off is in the ledger once, and settled its amount. No shortfall was
 * written off beyond its own amount, and nothing was kept back beyond what a lot got. What a
 * return wrote off is recorded too ([P5], [P11]).
 */
export const checkWriteOffs = (history: History, records: Records): void => {
  for (const profileId of records.chains.keys()) {
    const chain = records.eras.entriesOf(profileId);
    const all = records.writeOffs.filter((row) => row.profile_id === profileId);
    const [ofReturns, rows] = [
      all.filter(({ reason }) => isOfReturn(reason)),
      all.filter(({ reason }) => !isOfReturn(reason)),
    ];
    const byReturns = chain.filter(
      ({ source, kind, amount }) =>
        source.type === "transaction" && kind === "write_off" && amount > 0,
    );
    for (const [commandId, entries] of Map.groupBy(byReturns, (entry) => entry.commandId)) {
      const recorded = ofReturns
        .filter((row) => row.command_id === commandId)
        .reduce((sum, { amount }) => sum + amount, 0);
      if (recorded !== sumOf(entries, "write_off")) {
        history.violate(`[P11] ${commandId} wrote off more or less than ${recorded}`);
      }
    }
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
      const [opening] = entries;
      const given = entries.filter(({ kind, amount }) => kind !== "write_off" && amount > 0);
      const least =
        opening?.kind === "shortfall" ? 0 : -given.reduce((sum, { amount }) => sum + amount, 0);
      // What had expired comes in by a write-off and is taken back at once.
      const most = opening?.kind === "write_off" ? opening.amount : sumOf(entries, "shortfall");
      if (writtenOff < least || writtenOff > most) {
        history.violate(`[O2] ${writtenOff} is written off on lot ${lotId}`);
      }
    }
  }
};

/** By a return, not by head office or by erasing the person. */
const isOfReturn = (reason: string): boolean => ofReturnSchema.safeParse(reason).success;
const ofReturnSchema = writeOffReasonSchema.extract(["debt_max", "expired"]);

const sumOf = (entries: readonly LedgerEntry[], kind: LedgerEntry["kind"]): number =>
  entries.filter((entry) => entry.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
