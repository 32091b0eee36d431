import type { CommandId } from "#shared/kernel/ids.ts";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { BY_NOBODY, type EntryDraft } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { draftReversal } from "#shared/redemption/reversal.ts";
import { readWrittenOffSince } from "#sync-server/incentive/points/read-written-off-since.ts";
import { withLot } from "#sync-server/incentive/with-lot.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { readEntriesOfCommand } from "#sync-server/storage/ledger/entry-store.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Whether a reward was exchanged for points. */
export const isExchanged = ({ unit, sourceType }: LotRecord): boolean =>
  unit === "reward" && SOURCES[sourceType].isExchange;

/**
 * Drafts giving back the points that a reward was exchanged for: each lot gets what it paid, as if
 * a redemption were reversed ([W8], redemption/SPEC.md [V1], [V3], [V6]). Expire the lots first, so
 * that what was left in one that has expired isn't revived too. Append to the account in the
 * answer.
 */
export const undoExchange = async (
  deps: WriteDeps,
  locked: LockedAccount,
  { lot, commandId }: { readonly lot: LotRecord; readonly commandId: CommandId },
): Promise<{ readonly locked: LockedAccount; readonly drafts: readonly EntryDraft[] }> => {
  const entries = await readEntriesOfCommand(deps, commandIdSchema.parse(lot.sourceId));
  const paid = entries.filter(({ kind }) => kind === "redeem");
  const paying = await readLotRecords(
    deps,
    paid.map(({ lotId }) => lotId),
  );
  const loaded = paying.reduce(withLot, locked);
  const deleted = paying.filter(({ deletedAt }) => deletedAt !== null);
  const programme = await programmeOf(deps, locked.programmeVersion);
  const since = {
    ...{ open: 0, deleted: new Set(deleted.map(({ lotId }) => lotId)), programme },
    writtenOff: await readWrittenOffSince(deps, paid),
  };
  const drafts = draftReversal(loaded.account, paid, since, {
    commandId,
    occurredAt: deps.now,
    source: { type: "exchange", id: lot.sourceId },
    ...BY_NOBODY,
  });
  return { locked: loaded, drafts };
};
