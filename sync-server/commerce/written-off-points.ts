import type { CommandId, DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { readEntriesOfSource } from "#sync-server/storage/entry-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { insertWriteOff } from "#sync-server/storage/write-off-store.ts";

/**
 * What was written off, by definition, when a transaction took points back and left somebody owing
 * too much ([P11]): it isn't given back with them.
 */
export const readWrittenOffBy = async (
  deps: ReadDeps,
  transactionId: TransactionId,
): Promise<ReadonlyMap<DefinitionId, number>> =>
  writtenOffIn(await readEntriesOfSource(deps, { type: "transaction", id: String(transactionId) }));

const writtenOffIn = (
  entries: readonly Pick<EntryDraft, "kind" | "definitionId" | "amount">[],
): ReadonlyMap<DefinitionId, number> => {
  const sums = new Map<DefinitionId, number>();
  for (const { kind, definitionId, amount } of entries) {
    if (kind !== "write_off" || definitionId === null) continue;
    sums.set(definitionId, (sums.get(definitionId) ?? 0) + amount);
  }
  return sums;
};

/** Records what drafts write off beyond what may be owed, with the reason ([P11]). */
export const recordWrittenOff = async (
  deps: WriteDeps,
  drafts: readonly EntryDraft[],
  by: {
    readonly profileId: ProfileId;
    readonly commandId: CommandId;
    readonly transactionId: TransactionId;
  },
): Promise<void> => {
  const { profileId, commandId, transactionId } = by;
  for (const [definitionId, amount] of writtenOffIn(drafts)) {
    if (amount <= 0) continue;
    const what = { unit: "point", definitionId, amount, reason: "debt_max" } as const;
    const { id } = await insertWriteOff(deps, {
      ...what,
      commandId,
      profileId,
      reference: String(transactionId),
      createdAt: deps.now,
    });
    const context = { ...what, writeOffId: id };
    deps.happened({ kind: "shortfall.written-off", profileId, commandId, context });
  }
};
