import type { DefinitionId, LotId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { readEveryReturnOf } from "#sync-server/storage/commerce/transaction-store.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import { readEntriesOfSources } from "#sync-server/storage/ledger/entry-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A sale or one of its returns, with what it moved. */
export type SaleEntries = {
  readonly id: TransactionId;
  readonly earned: readonly Earned[];
  /** On every account, in the order written. */
  readonly entries: readonly LedgerEntry[];
};

/**
 * What a sale and all its returns have moved, also void ones. It is asked for one of them that was
 * just written, which comes first, and then the sale.
 */
export const readSaleEntries = async (
  deps: ReadDeps,
  own: {
    readonly id: TransactionId;
    readonly saleId: TransactionId | null;
    readonly earned: readonly Earned[];
  },
): Promise<readonly SaleEntries[]> => {
  const { id, saleId, earned } = own;
  const returns = await readEveryReturnOf(deps, saleId ?? id);
  // What a sale earned isn't asked for: it takes nothing that it could keep.
  const sale = saleId === null ? [] : [{ id: saleId, earned: [] }];
  const all = [{ id, earned }, ...sale, ...returns.filter((each) => each.id !== id)];
  const ids = all.map((each) => String(each.id));
  const entries = await readEntriesOfSources(deps, "transaction", ids);
  const byId = Map.groupBy(entries, ({ source }) => source.id);
  return all.map((each) => ({
    id: each.id,
    earned: each.earned,
    entries: byId.get(String(each.id)) ?? [],
  }));
};

/** The lots that a sale and its returns have opened for somebody, of one kind of points. */
export const lotsOpenedBy = (
  all: readonly SaleEntries[],
  profileId: ProfileId,
  definitionId: DefinitionId | null = null,
): ReadonlySet<LotId> =>
  new Set(
    all
      .flatMap(({ entries }) => entries)
      .filter(
        (entry) =>
          entry.kind === "issue" &&
          entry.profileId === profileId &&
          (definitionId === null || entry.definitionId === definitionId),
      )
      .map(({ lotId }) => lotId),
  );
