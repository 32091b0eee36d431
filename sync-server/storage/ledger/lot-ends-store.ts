import type { LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { EntryKind } from "#shared/ledger/entry.ts";
import { readChainIds } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement } from "#sync-server/storage/statement.ts";
import { IS_OF_CHANGE } from "./indexed-kinds.ts";

/** What the `expire` entry of each lot took, where nothing has moved since. */
export const readExpiredAmounts = async (
  deps: ReadDeps,
  profileId: ProfileId,
  lotIds: readonly LotId[],
): Promise<ReadonlyMap<LotId, number>> => {
  if (lotIds.length === 0) return new Map();
  const last: LastMove[] = [];
  for (const chainId of await readChainIds(deps, profileId)) {
    const parameters = [deps.tenantId, chainId, ...lotIds, deps.tenantId, chainId];
    last.push(...(await selectLastMoves(deps, lotIds.length, parameters)));
  }
  return new Map(
    last.flatMap(({ lot_id, kind, amount }) => (kind === "expire" ? [[lot_id, -amount]] : [])),
  );
};

type LastMove = { readonly lot_id: LotId; readonly kind: EntryKind; readonly amount: number };

const selectLastMoves = rowsStatement<LastMove>(
  (lots) => `select e.lot_id, e.kind, e.amount from (
     select max(sequence) as sequence from ledger_entries
     where tenant_id = ? and profile_id = ? and lot_id in (${placeholders(lots)}) and amount <> 0
     group by lot_id
   ) as found
   join ledger_entries as e on e.tenant_id = ? and e.profile_id = ? and e.sequence = found.sequence`,
);

/** Where what was in some lots went: into other lots, or it expired or was taken by hand. */
export type LotEnds = {
  /** The lot that each is joined into; those that aren't are left out. */
  readonly joinedInto: ReadonlyMap<LotId, string>;
  /** Every lot that any of them has been joined into: points may come back into a former one. */
  readonly everJoinedInto: ReadonlySet<string>;
  /** What has expired of all of them, or was taken by hand. */
  readonly expired: number;
};

/** What was joined into other lots, and what has expired, of some lots. */
export const readLotEnds = async (deps: ReadDeps, lotIds: readonly LotId[]): Promise<LotEnds> => {
  if (lotIds.length === 0) {
    return { joinedInto: new Map(), everJoinedInto: new Set(), expired: 0 };
  }
  const rows = await selectLotEnds(deps, lotIds.length, [deps.tenantId, ...lotIds]);
  const joins = rows.filter(({ kind }) => kind === "join");
  const last = new Map(joins.map((row) => [row.lot_id, row]));
  const joined = [...last.values()].filter(({ amount }) => amount < 0);
  const ended = Map.groupBy(
    rows.filter(({ kind }) => kind !== "join"),
    (row) => row.lot_id,
  );
  return {
    joinedInto: new Map(joined.map(({ lot_id, source_id }) => [lot_id, source_id])),
    everJoinedInto: new Set(
      joins.filter(({ amount }) => amount < 0).map(({ source_id }) => source_id),
    ),
    expired: [...ended.values()].reduce((sum, ofLot) => sum + Math.max(0, takenIn(ofLot)), 0),
  };
};

const takenIn = (rows: readonly { readonly amount: number }[]): number =>
  rows.reduce((sum, { amount }) => sum - amount, 0);

const selectLotEnds = rowsStatement<{
  readonly lot_id: LotId;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly source_id: string;
}>(
  (lots) => `select lot_id, kind, amount, source_id from ledger_entries
   where tenant_id = ? and ${IS_OF_CHANGE} and lot_id in (${placeholders(lots)})
   order by seq`,
);
