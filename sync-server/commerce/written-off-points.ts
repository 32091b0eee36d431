import type { CommandId, DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { readEntriesOfSource } from "#sync-server/storage/entry-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readEveryReturnOf } from "#sync-server/storage/transaction-store.ts";
import { insertWriteOff } from "#sync-server/storage/write-off-store.ts";

/**
 * What a sale and its returns have written off of each profile's points, by definition, when they
 * took points back and left somebody owing too much ([P11]): none of them gives it back. It is
 * asked for a transaction that was just written. What another return than that one wrote off is
 * left to that return, as far as it still takes points back.
 */
export const readWrittenOff = async (
  deps: ReadDeps,
  { id, saleId }: { readonly id: TransactionId; readonly saleId: TransactionId | null },
): Promise<(profileId: ProfileId) => ReadonlyMap<DefinitionId, number>> => {
  const returns = await readEveryReturnOf(deps, saleId ?? id);
  const others = returns.filter((each) => each.id !== id);
  const own = [...new Set([id, saleId ?? id])].map((each) => ({ id: each, earned: [] }));
  // What a sale's returns take back is decided with the sale, so it keeps nothing for them.
  const kept = saleId === null ? others.map((each) => ({ ...each, earned: [] })) : others;
  const all = await Promise.all(
    [...own, ...kept].map(async ({ id: source, earned }) => ({
      earned,
      entries: await readEntriesOfSource(deps, { type: "transaction", id: String(source) }),
    })),
  );
  return (profileId) => {
    const sums = new Map<DefinitionId, number>();
    for (const { entries, earned } of all) {
      const ofProfile = entries.filter((entry) => entry.profileId === profileId);
      for (const [definitionId, amount] of writtenOffIn(ofProfile)) {
        const taken = earned.find((each) => each.definitionId === definitionId)?.points ?? 0;
        const free = taken < 0 ? Math.max(0, amount + taken) : amount;
        sums.set(definitionId, (sums.get(definitionId) ?? 0) + free);
      }
    }
    return new Map([...sums].filter(([, amount]) => amount > 0));
  };
};

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
