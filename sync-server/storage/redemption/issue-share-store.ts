import type { LotId } from "#shared/kernel/ids.ts";
import type { FunderShares } from "#shared/ledger/funder-shares.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholderRows,
  placeholders,
  rowsStatement,
  writeRows,
} from "#sync-server/storage/statement.ts";

/** Keeps who pays for the points of lots, where that isn't what their definition says ([G8]). */
export const insertIssueShares = async (
  deps: WriteDeps,
  lots: readonly { readonly lotId: LotId; readonly shares: FunderShares }[],
): Promise<void> => {
  const rows = lots.flatMap(({ lotId, shares }) =>
    shares.map(({ funder, share }) => [deps.tenantId, lotId, funder, share]),
  );
  await insert(deps, rows);
};

const insert = writeRows(
  (rows) =>
    `insert into issue_shares (tenant_id, lot_id, funder, share)
     values ${placeholderRows(rows, 4)}`,
);

/** Keeps for lots what is kept for those that their points come from. */
export const copyIssueShares = async (
  deps: WriteDeps,
  lots: readonly { readonly lotId: LotId; readonly drawnFrom: LotId }[],
): Promise<void> => {
  const kept = await readIssueShares(
    deps,
    lots.map(({ drawnFrom }) => drawnFrom),
  );
  const copies = lots.map(({ lotId, drawnFrom }) => ({ lotId, shares: kept.get(drawnFrom) ?? [] }));
  await insertIssueShares(deps, copies);
};

/** Who pays for these lots, as far as it is kept. */
export const readIssueShares = async (
  deps: ReadDeps,
  lotIds: readonly LotId[],
): Promise<ReadonlyMap<LotId, FunderShares>> => {
  if (lotIds.length === 0) return new Map();
  const rows = await select(deps, lotIds.length, [deps.tenantId, ...lotIds]);
  const shares = new Map<LotId, { readonly funder: string; readonly share: number }[]>();
  for (const { lot_id, ...share } of rows)
    shares.set(lot_id, [...(shares.get(lot_id) ?? []), share]);
  return shares;
};

const select = rowsStatement<{
  readonly lot_id: LotId;
  readonly funder: string;
  readonly share: number;
}>(
  (lots) =>
    `select lot_id, funder, share from issue_shares
     where tenant_id = ? and lot_id in (${placeholders(lots)}) order by lot_id, funder`,
);
