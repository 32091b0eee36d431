import { z } from "zod";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Account, type Outstanding, outstandingSchema } from "#shared/ledger/account.ts";
import { type Freeze, freezeSchema } from "#shared/ledger/freeze.ts";
import { CHAIN_START } from "#shared/ledger/hash-chain.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { type ProfileType, profileTypeSchema } from "#shared/profile/profile-type.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholders,
  rowsStatement,
  statement,
  writeStatement,
} from "#sync-server/storage/statement.ts";
import { LOT_COLUMNS, type LotRow, lotOf, type NoLotRow } from "./lot-row.ts";

/** An account's own row: everything but its lots. */
export type AccountHead = Omit<Account, "lots">;

type AccountRow = {
  readonly profile_id: ProfileId;
  readonly version: number;
  readonly head_hash: string;
  readonly merged_entries: number;
  readonly outstanding: string;
  readonly frozen: string | null;
};

/** Creates the account of a locked profile that has none. */
export const insertAccount = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  await insertNew(deps, [deps.tenantId, profileId, CHAIN_START, deps.now]);
};

const insertNew = writeStatement(
  `insert into accounts (tenant_id, profile_id, version, head_hash, outstanding, recorded_at)
   values (?, ?, 0, ?, '[]', ?)`,
);

/** A profile's account with its open lots, and what every entry on it needs besides. */
export type HeldAccount = {
  /** Null if it has none yet. */
  readonly account: Account | null;
  /** How many of its entries are in the chains of profiles merged into it ([I3]). */
  readonly mergedEntries: number;
  readonly profileType: ProfileType;
  /** The scope of the profile's facts in the feed. */
  readonly region: string;
  readonly homeLocationId: LocationId | null;
  /** For `programmeOf`; null if nothing was ever defined. */
  readonly programmeVersion: string | null;
};

/**
 * Reads what a decision about a profile's account needs; null if there is no such profile. Lock the
 * profile first, so that the account stays as it is until the transaction ends, and both statements
 * see the same: one for both would repeat the account with each lot. The profile stays in its
 * region, too: if it moved while an entry was written, the wrong
 * devices would get the entry.
 */
export const readHeldAccount = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<HeldAccount | null> => {
  const [[first], lots] = await Promise.all([
    selectHeld(deps, [deps.tenantId, profileId]),
    selectOpenLots(deps, [deps.tenantId, profileId]),
  ]);
  if (!first) return null;
  return {
    account: first.profile_id === null ? null : { ...headOf(first), lots: lots.map(lotOf) },
    mergedEntries: first.profile_id === null ? 0 : first.merged_entries,
    profileType: profileTypeSchema.parse(first.profile_type),
    region: first.region,
    homeLocationId: first.home_location_id,
    programmeVersion: first.programme_version,
  };
};

type HeldRow = {
  readonly profile_type: string;
  readonly region: string;
  readonly home_location_id: LocationId | null;
  readonly programme_version: string | null;
};

const selectHeld = statement<HeldRow & (AccountRow | { readonly profile_id: null })>(
  `select p.profile_type, p.region, p.home_location_id, g.version as programme_version,
     a.profile_id, a.version, a.head_hash, a.merged_entries, a.outstanding, a.frozen
   from profiles as p
   left join programmes as g on g.tenant_id = p.tenant_id
   left join accounts as a on a.tenant_id = p.tenant_id and a.profile_id = p.id
   where p.tenant_id = ? and p.id = ?`,
);

const selectOpenLots = statement<LotRow>(
  ({ openLots }) =>
    `select ${LOT_COLUMNS} from ${openLots}
   where l.tenant_id = ? and l.profile_id = ? and l.remaining > 0`,
);

/**
 * Updates what follows from an account's entries in its row. `version` is that of its own chain.
 */
export const updateAccount = async (
  deps: WriteDeps,
  head: Omit<AccountHead, "freeze">,
  recordedAt: Instant,
): Promise<void> => {
  const outstanding = JSON.stringify(head.outstanding);
  await update(deps, [
    head.version,
    head.headHash,
    outstanding,
    recordedAt,
    deps.tenantId,
    head.profileId,
  ]);
};

const update = writeStatement(
  `update accounts set version = ?, head_hash = ?, outstanding = ?, recorded_at = ?
   where tenant_id = ? and profile_id = ?`,
);

/** The end of a chain: the number of its entries, and the hash of the last. */
export type ChainHead = {
  readonly profileId: ProfileId;
  readonly version: number;
  readonly headHash: string;
};

/** Where these chains end. */
export const readChainHeads = async (
  deps: ReadDeps,
  chainIds: readonly ProfileId[],
): Promise<readonly ChainHead[]> => {
  if (chainIds.length === 0) return [];
  const rows = await selectHeads(deps, chainIds.length, [deps.tenantId, ...chainIds]);
  return rows.map(({ profile_id: profileId, version, head_hash: headHash }) => ({
    ...{ profileId, version, headHash },
  }));
};

const selectHeads = rowsStatement<Pick<AccountRow, "profile_id" | "version" | "head_hash">>(
  (count) =>
    `select profile_id, version, head_hash from accounts
     where tenant_id = ? and profile_id in (${placeholders(count)})`,
);

/** Moves the end of the chain of a profile that was merged into another ([I3]). */
export const updateChainHead = async (deps: WriteDeps, head: ChainHead): Promise<void> => {
  const { profileId, version, headHash } = head;
  await updateHead(deps, [version, headHash, deps.now, deps.tenantId, profileId]);
};

const updateHead = statement(
  `update accounts set version = ?, head_hash = ?, recorded_at = ?
   where tenant_id = ? and profile_id = ?`,
);

/** Counts entries of other chains in an account's version ([I3]): it never goes back. */
export const countMergedEntries = async (
  deps: WriteDeps,
  profileId: ProfileId,
  mergedEntries: number,
): Promise<void> => {
  await updateMerged(deps, [mergedEntries, deps.tenantId, profileId]);
};

const updateMerged = statement(
  "update accounts set merged_entries = ? where tenant_id = ? and profile_id = ?",
);

/** Writes whether an account is frozen. */
export const setAccountFreeze = async (
  deps: WriteDeps,
  profileId: ProfileId,
  freeze: Freeze | null,
): Promise<void> => {
  const text = freeze === null ? null : JSON.stringify(freeze);
  await updateFreeze(deps, [text, deps.tenantId, profileId]);
};

const updateFreeze = statement(
  "update accounts set frozen = ? where tenant_id = ? and profile_id = ?",
);

/** Whether a profile's account is frozen; null if it isn't, or if it has no account. */
export const readFreeze = async (deps: ReadDeps, profileId: ProfileId): Promise<Freeze | null> => {
  const [row] = await selectHead(deps, [deps.tenantId, profileId]);
  return row ? headOf(row).freeze : null;
};

/** Those of these profiles' accounts that are frozen. */
export const readFreezes = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, Freeze>> => {
  if (profileIds.length === 0) return new Map();
  const rows = await selectFrozen(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return new Map(rows.map(({ profile_id, frozen }) => [profile_id, parseFreeze(frozen)]));
};

const selectFrozen = rowsStatement<{ readonly profile_id: ProfileId; readonly frozen: string }>(
  (count) =>
    `select profile_id, frozen from accounts
     where tenant_id = ? and profile_id in (${placeholders(count)}) and frozen is not null`,
);

const parseFreeze = (text: string): Freeze => freezeSchema.parse(JSON.parse(text));

/** What a profile owes; nothing if it has no account. */
export const readOutstanding = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly Outstanding[]> => {
  const [row] = await selectHead(deps, [deps.tenantId, profileId]);
  return row ? headOf(row).outstanding : [];
};

const selectHead = statement<AccountRow>(
  `select profile_id, version, head_hash, merged_entries, outstanding, frozen from accounts
   where tenant_id = ? and profile_id = ?`,
);

/** An account with the time of its last entry. */
export type StoredAccount = Account & { readonly recordedAt: Instant };

/**
 * The accounts of these profiles with their open lots, each as of a single commit. Profiles without
 * an account are left out.
 */
export const readAccounts = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly StoredAccount[]> => {
  if (profileIds.length === 0) return [];
  const rows = await selectAccounts(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  const byProfile = new Map<ProfileId, { readonly row: AccountLotRow; readonly lots: Lot[] }>();
  for (const row of rows) {
    const lots = byProfile.get(row.profile_id)?.lots ?? [];
    if (row.lot_id !== null) lots.push(lotOf(row));
    byProfile.set(row.profile_id, { row, lots });
  }
  return [...byProfile.values()].map(({ row, lots }) => ({
    ...headOf(row),
    lots,
    recordedAt: row.recorded_at,
  }));
};

type AccountLotRow = AccountRow & { readonly recorded_at: Instant } & (LotRow | NoLotRow);

const selectAccounts = rowsStatement<AccountLotRow>(
  (count, { openLots }) =>
    `select a.profile_id, a.version, a.head_hash, a.merged_entries, a.outstanding, a.frozen,
       a.recorded_at,
       ${LOT_COLUMNS}
     from accounts as a
     left join ${openLots} on l.tenant_id = a.tenant_id and l.profile_id = a.profile_id and l.remaining > 0
     where a.tenant_id = ? and a.profile_id in (${placeholders(count)})
     order by a.profile_id, l.number`,
);

/**
 * The ids of profiles with an account, in order, after a given one: for iterating over all of them.
 */
export const readAccountIdsAfter = async (
  deps: ReadDeps,
  afterProfileId: ProfileId | null,
  limit: number,
): Promise<readonly ProfileId[]> => {
  const rows = await selectIds(deps, [deps.tenantId, afterProfileId ?? "", limit]);
  return rows.map((row) => row.profile_id);
};

const selectIds = statement<{ readonly profile_id: ProfileId }>(
  `select profile_id from accounts where tenant_id = ? and profile_id > ?
   order by profile_id limit ?`,
);

/** How many profiles have an account. */
export const countAccounts = async (deps: ReadDeps): Promise<number> => {
  const [row] = await countIds(deps, [deps.tenantId]);
  return Number(row?.total ?? 0);
};

const countIds = statement<{ readonly total: number | string }>(
  "select count(*) as total from accounts where tenant_id = ?",
);

const headOf = (row: AccountRow): AccountHead => ({
  profileId: row.profile_id,
  version: row.version + row.merged_entries,
  headHash: row.head_hash,
  outstanding: parseOutstanding(row.outstanding),
  freeze: row.frozen === null ? null : parseFreeze(row.frozen),
});

/** Nearly always empty. */
const parseOutstanding = (text: string): readonly Outstanding[] =>
  text === "[]" ? [] : outstandingListSchema.parse(JSON.parse(text));

const outstandingListSchema = z.array(outstandingSchema);
