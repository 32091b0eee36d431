import { givenUpIn, type WrittenOff } from "#shared/incentive/points/given-up.ts";
import type { CommandId, DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import type { WriteOffReason } from "#shared/redemption/write-off.ts";
import type { SaleEntries } from "#sync-server/commerce/sale-entries.ts";
import { readWriteOffsOn } from "#sync-server/storage/ledger/entry-store.ts";
import { insertWriteOff } from "#sync-server/storage/ledger/write-off-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** What one transaction took back of a kind of points that nobody lost by it, and wasn't undone. */
type GivenUp = {
  readonly transactionId: TransactionId;
  /** Debts that were written off, by its definition ([P11]) or by hand (redemption [O4]). */
  readonly debt: number;
  /** What had expired ([P5]). */
  readonly expired: number;
  /** How much it takes back now. */
  readonly taken: number;
};

/** What a sale and its returns have given up of somebody's points of a definition. */
export const readGivenUp = async (
  deps: ReadDeps,
  all: readonly SaleEntries[],
  profileId: ProfileId,
  definitionId: DefinitionId,
): Promise<readonly GivenUp[]> => {
  const own = all.map(({ id, earned, entries }) => ({
    transactionId: id,
    taken: Math.max(0, -(earned.find((each) => each.definitionId === definitionId)?.points ?? 0)),
    entries: entries.filter(
      (entry) => entry.profileId === profileId && entry.definitionId === definitionId,
    ),
  }));
  const debts = own.flatMap(({ entries }) => entries.filter(({ kind }) => kind === "shortfall"));
  const byHand = await readWriteOffsOn(
    deps,
    profileId,
    debts.map(({ lotId }) => lotId),
  );
  return own.map(({ entries, ...each }) => ({ ...each, ...givenUpIn(entries, byHand) }));
};

/**
 * What isn't given back by a transaction that gives points back, of what it, its sale and the
 * sale's returns have given up ([P5], [P11]): debts first. What had expired stays with the one that
 * takes as much back. So do the debts of another return, unless a sale is written, with which those
 * of its returns are decided.
 */
export const keptBack = (
  givenUp: readonly GivenUp[],
  { id, saleId }: { readonly id: TransactionId; readonly saleId: TransactionId | null },
): readonly WrittenOff[] => {
  const parts = givenUp.map(({ transactionId, debt, expired, taken }) => {
    const isOwn = saleId === null || transactionId === id || transactionId === saleId;
    return {
      source: { type: "transaction", id: String(transactionId) } as const,
      debt: isOwn ? debt : Math.min(debt, Math.max(0, debt + expired - taken)),
      expired: Math.max(0, expired - taken),
    };
  });
  return [
    ...parts.map(({ source, debt }) => ({ source, amount: debt })),
    ...parts.map(({ source, expired }) => ({ source, amount: expired })),
  ].filter(({ amount }) => amount > 0);
};

/**
 * Records what drafts write off, with the reason: debts beyond what may be owed ([P11]), and what
 * had expired ([P5]).
 */
export const recordWrittenOff = async (
  deps: WriteDeps,
  drafts: readonly EntryDraft[],
  by: {
    readonly profileId: ProfileId;
    readonly commandId: CommandId;
  },
): Promise<void> => {
  const { profileId, commandId } = by;
  const debts = new Set(
    drafts.filter(({ kind }) => kind === "shortfall").map(({ lotId }) => lotId),
  );
  for (const { kind, lotId, definitionId, amount, source } of drafts) {
    if (kind !== "write_off" || amount <= 0) continue;
    const reason: WriteOffReason = debts.has(lotId) ? "debt_max" : "expired";
    const what = { unit: "point", definitionId, amount, reason } as const;
    const { id } = await insertWriteOff(deps, {
      ...what,
      commandId,
      profileId,
      reference: source.id,
      createdAt: deps.now,
    });
    const context = { ...what, writeOffId: id };
    deps.happened({ kind: "shortfall.written-off", profileId, commandId, context });
  }
};
