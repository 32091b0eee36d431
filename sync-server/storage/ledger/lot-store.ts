import type { LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { EntrySource } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholderRows,
  placeholders,
  rowsStatement,
  statement,
  writeRows,
  writeStatement,
} from "#sync-server/storage/statement.ts";
import { LOT_COLUMNS, type LotRow, lotOf } from "./lot-row.ts";
import { SOURCE_COLUMNS, type SourceRow, sourceOf, sourceValues } from "./source-columns.ts";

/** A lot that an entry opened, as it stands after all entries of its command. */
export type NewLot = {
  /** Whose it is, and in whose chain its entries are. */
  readonly profileId: ProfileId;
  readonly lot: Lot;
  readonly source: EntrySource;
};

/** Inserts lots that have just been opened. */
export const insertLots = async (deps: WriteDeps, lots: readonly NewLot[]): Promise<void> => {
  const rows = lots.map(({ profileId, lot, source }) => [
    deps.tenantId,
    lot.lotId,
    profileId,
    profileId,
    lot.unit,
    lot.definitionId,
    lot.definitionVersion,
    lot.issuedAt,
    lot.activeAt,
    lot.expiresAt,
    lot.timezone,
    lot.initial,
    lot.remaining,
    ...sourceValues(source),
    "{}",
    deps.now,
    deps.now,
  ]);
  await insert(deps, rows);
};

const insert = writeRows(
  (rows) =>
    `insert into lots (tenant_id, lot_id, profile_id, chain_id, unit, definition_id,
       definition_version, issued_at, active_at, expires_at, timezone, initial, remaining, ${SOURCE_COLUMNS}, extra,
       created_at, updated_at)
     values ${placeholderRows(rows, 21)}`,
);

/** Updates what is left in lots that entries have drawn from or added to. */
export const updateLotsRemaining = async (
  deps: WriteDeps,
  changes: readonly { readonly lotId: LotId; readonly remaining: number }[],
): Promise<void> => {
  const [first] = changes;
  if (!first) return;
  if (changes.length === 1) {
    await updateOne(deps, [first.remaining, deps.now, deps.tenantId, first.lotId]);
    return;
  }
  const values = changes.flatMap(({ lotId, remaining }) => [lotId, remaining]);
  await updateMany(deps, changes.length, [deps.now, ...values, deps.tenantId]);
};

const updateOne = writeStatement(
  "update lots set remaining = ?, updated_at = ? where tenant_id = ? and lot_id = ?",
);

const updateMany = rowsStatement(
  (rows) =>
    `update lots set remaining = v.column2, updated_at = ?
     from (values ${Array(rows).fill("(?, cast(? as bigint))").join(", ")}) as v
     where lots.tenant_id = ? and lots.lot_id = v.column1`,
);

/** Updates what counts as issued in a lot, for an `adjust` entry that issues it again. */
export const updateLotInitial = async (
  deps: WriteDeps,
  lotId: LotId,
  initial: number,
): Promise<void> => {
  await reissue(deps, [initial, deps.now, deps.tenantId, lotId]);
};

const reissue = writeStatement(
  "update lots set initial = ?, updated_at = ? where tenant_id = ? and lot_id = ?",
);

/** Moves a lot's expiry, for an `extend` entry. */
export const updateLotExpiry = async (
  deps: WriteDeps,
  lotId: LotId,
  expiresAt: Instant | null,
): Promise<void> => {
  await extend(deps, [expiresAt, deps.now, deps.now, deps.tenantId, lotId]);
};

const extend = writeStatement(
  `update lots set expires_at = ?, extended_at = ?, updated_at = ?
   where tenant_id = ? and lot_id = ?`,
);

/** A lot as stored, with fields that decisions don't read. */
export type StoredLot = {
  readonly chainId: ProfileId;
  readonly lot: Lot;
  readonly source: EntrySource;
  readonly extendedAt: Instant | null;
};

/** Every lot of a profile with everything that its entries determine. */
export const readStoredLots = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly StoredLot[]> => {
  const rows = await selectStored(deps, [deps.tenantId, profileId]);
  return rows.map((row) => ({
    chainId: row.chain_id,
    lot: lotOf(row),
    source: sourceOf(row),
    extendedAt: row.extended_at,
  }));
};

type StoredLotRow = LotRow &
  SourceRow & { readonly chain_id: ProfileId; readonly extended_at: Instant | null };

const selectStored = statement<StoredLotRow>(
  `select ${LOT_COLUMNS}, ${SOURCE_COLUMNS}, l.chain_id, l.extended_at from lots as l
   where l.tenant_id = ? and l.profile_id = ? order by l.number`,
);

/** Inserts or replaces a lot as its entries define it. Only for a rebuild. */
export const upsertLot = async (
  deps: WriteDeps,
  profileId: ProfileId,
  stored: StoredLot & { readonly createdAt: Instant; readonly updatedAt: Instant },
): Promise<void> => {
  const { lot, source } = stored;
  await upsert(deps, [
    deps.tenantId,
    lot.lotId,
    profileId,
    stored.chainId,
    lot.unit,
    lot.definitionId,
    lot.definitionVersion,
    lot.issuedAt,
    lot.activeAt,
    lot.expiresAt,
    stored.extendedAt,
    lot.timezone,
    lot.initial,
    lot.remaining,
    ...sourceValues(source),
    stored.createdAt,
    stored.updatedAt,
  ]);
};

const upsert = statement(
  `insert into lots (tenant_id, lot_id, profile_id, chain_id, unit, definition_id,
     definition_version, issued_at, active_at, expires_at, extended_at, timezone, initial, remaining, ${SOURCE_COLUMNS},
     extra, created_at, updated_at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)
   on conflict (tenant_id, lot_id) do update set
     profile_id = excluded.profile_id, chain_id = excluded.chain_id, unit = excluded.unit, definition_id = excluded.definition_id,
     definition_version = excluded.definition_version, issued_at = excluded.issued_at,
     active_at = excluded.active_at, expires_at = excluded.expires_at,
     extended_at = excluded.extended_at,
     timezone = excluded.timezone, initial = excluded.initial, remaining = excluded.remaining,
     source_type = excluded.source_type, source_id = excluded.source_id,
     source_version = excluded.source_version, source_level = excluded.source_level,
     source_transaction_id = excluded.source_transaction_id,
     updated_at = excluded.updated_at`,
);

/** Deletes a lot that no entry issued. Only for a rebuild. */
export const deleteLot = async (deps: WriteDeps, lotId: LotId): Promise<void> => {
  await remove(deps, [deps.tenantId, lotId]);
};

const remove = statement("delete from lots where tenant_id = ? and lot_id = ?");

/** In whose chain the entries of these lots are ([I3]). */
export const readChainsOf = async (
  deps: ReadDeps,
  lotIds: readonly LotId[],
): Promise<ReadonlyMap<LotId, ProfileId>> => {
  if (lotIds.length === 0) return new Map();
  const rows = await selectChains(deps, lotIds.length, [deps.tenantId, ...lotIds]);
  return new Map(rows.map(({ lot_id, chain_id }) => [lot_id, chain_id]));
};

const selectChains = rowsStatement<{ readonly lot_id: LotId; readonly chain_id: ProfileId }>(
  (lots) =>
    `select lot_id, chain_id from lots where tenant_id = ? and lot_id in (${placeholders(lots)})`,
);
