import {
  type CommandId,
  commandIdSchema,
  type DefinitionId,
  type DeviceId,
  type EntryId,
  type LocationId,
  type LotId,
  type ProfileId,
  type StaffId,
} from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { HandReason } from "#shared/ledger/by-hand.ts";
import type { EntryKind, EntrySource, LedgerEntry, Unit } from "#shared/ledger/entry.ts";
import { entryKindsWith } from "#shared/ledger/entry-kind.ts";
import type { NumberedEntry } from "#shared/ledger/outstanding-of-chains.ts";
import { oneOf } from "#sync-server/storage/one-of.ts";
import { readChainIds } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholderRows,
  placeholders,
  rowsStatement,
  runText,
  statement,
  writeRows,
} from "#sync-server/storage/statement.ts";
import { IS_OF_CHANGE, IS_OF_SHORTFALL } from "./indexed-kinds.ts";
import { SOURCE_COLUMNS, type SourceRow, sourceOf, sourceValues } from "./source-columns.ts";

/** Appends entries. There is no way to change or delete one ([L1]). */
export const insertEntries = async (
  deps: WriteDeps,
  entries: readonly LedgerEntry[],
): Promise<void> => {
  const rows = entries.map((entry) => [
    deps.tenantId,
    entry.entryId,
    entry.profileId,
    entry.sequence,
    entry.kind,
    entry.unit,
    entry.definitionId,
    entry.definitionVersion,
    entry.lotId,
    entry.amount,
    entry.valueCents,
    entry.activeAt,
    entry.expiresAt,
    entry.timezone,
    ...sourceValues(entry.source),
    entry.reason,
    entry.reference,
    entry.commandId,
    entry.occurredAt,
    entry.recordedAt,
    entry.locationId,
    entry.staffId,
    entry.deviceId,
    entry.hash,
  ]);
  await insert(deps, rows);
};

const ENTRY_COLUMNS = `entry_id, profile_id, sequence, kind, unit, definition_id, definition_version,
  lot_id, amount, value_cents, active_at, expires_at, timezone, ${SOURCE_COLUMNS}, reason,
  reference, command_id, occurred_at, recorded_at, location_id, staff_id, device_id, hash`;

/** The same, with the profile that an entry counts for, which may be a winner ([I3]). */
const OWNED_COLUMNS = ENTRY_COLUMNS.replace(
  "profile_id",
  `coalesce((select owner.profile_id from profile_aliases as owner
     where owner.tenant_id = ledger_entries.tenant_id
       and owner.alias_id = ledger_entries.profile_id), profile_id) as profile_id`,
);

const insert = writeRows(
  (rows) =>
    `insert into ledger_entries (tenant_id, ${ENTRY_COLUMNS}) values ${placeholderRows(rows, 28)}`,
);

/** A profile's entries after a place in its chain, in order. */
export const readEntriesAfter = async (
  deps: ReadDeps,
  profileId: ProfileId,
  after: { readonly sequence: number; readonly limit: number },
): Promise<readonly LedgerEntry[]> => {
  const rows = await selectAfter(deps, [deps.tenantId, profileId, after.sequence, after.limit]);
  return rows.map(entryOf);
};

const selectAfter = statement<EntryRow>(
  `select ${ENTRY_COLUMNS} from ledger_entries
   where tenant_id = ? and profile_id = ? and sequence > ? order by sequence limit ?`,
);

/** Whether a chain has an entry after a place that is of none of these kinds. */
export const hasOtherEntryAfter = async (
  deps: ReadDeps,
  { profileId, sequence }: EntryPlace,
  kinds: readonly EntryKind[],
): Promise<boolean> => {
  const found = await runText(
    deps,
    `select 1 from ledger_entries where tenant_id = ? and profile_id = ? and sequence > ?
     and not (${oneOf("kind", kinds)}) limit 1`,
    [deps.tenantId, profileId, sequence],
  );
  return found.length > 0;
};

/**
 * The entries of all profiles after a place, one profile after another. A page costs the same
 * wherever it starts.
 */
export const readEntriesOfAll = async (
  deps: ReadDeps,
  after: EntryPlace & { readonly limit: number },
): Promise<readonly LedgerEntry[]> => {
  const { profileId, sequence, limit } = after;
  const rows = await selectOfAll(deps, [deps.tenantId, profileId, sequence, limit]);
  return rows.map(entryOf);
};

/** The place of an entry: its profile, and its sequence there. */
type EntryPlace = { readonly profileId: string; readonly sequence: number };

/** Before the first entry of the first profile. */
export const FIRST_PLACE: EntryPlace = { profileId: "", sequence: 0 };

const selectOfAll = statement<EntryRow>(
  `select ${ENTRY_COLUMNS} from ledger_entries
   where tenant_id = ? and (profile_id, sequence) > (?, ?) order by profile_id, sequence limit ?`,
);

/** Profiles that have entries but no account: something has deleted it. */
export const readProfilesWithoutAccount = async (
  deps: ReadDeps,
  limit: number,
): Promise<readonly ProfileId[]> => {
  const rows = await selectWithoutAccount(deps, [deps.tenantId, limit]);
  return rows.map((row) => row.profile_id);
};

const selectWithoutAccount = statement<{ readonly profile_id: ProfileId }>(
  `select distinct e.profile_id from ledger_entries as e
   where e.tenant_id = ? and not exists (
     select 1 from accounts as a where a.tenant_id = e.tenant_id and a.profile_id = e.profile_id)
   order by e.profile_id limit ?`,
);

/**
 * The entries on a joined lot, and those that moved points between it and others, in order. Reads
 * the profile's whole chain.
 */
export const readEntriesOfJoined = async (
  deps: ReadDeps,
  profileId: ProfileId,
  lotId: LotId,
): Promise<readonly LedgerEntry[]> => {
  const chains = await readChainIds(deps, profileId);
  const parameters = [deps.tenantId, ...chains, lotId, lotId];
  return (await selectOfJoined(deps, chains.length, parameters)).map(entryOf);
};

const selectOfJoined = rowsStatement<EntryRow>(
  (chains) => `select ${OWNED_COLUMNS} from ledger_entries
   where tenant_id = ? and profile_id in (${placeholders(chains)})
     and (lot_id = ? or (source_type = 'join' and source_id = ?))
   order by seq`,
);

/** A command's entries, in the order written. */
export const readEntriesOfCommand = async (
  deps: ReadDeps,
  commandId: CommandId,
): Promise<readonly LedgerEntry[]> => {
  const rows = await selectOfCommand(deps, [deps.tenantId, commandId]);
  return rows.map(entryOf);
};

const selectOfCommand = statement<EntryRow>(
  `select ${OWNED_COLUMNS} from ledger_entries where tenant_id = ? and command_id = ? order by seq`,
);

/** The entries of several commands in the order written, each with its number in the v3 API. */
export const readNumberedEntries = async (
  deps: ReadDeps,
  commandIds: readonly CommandId[],
): Promise<readonly NumberedEntry[]> => {
  if (commandIds.length === 0) return [];
  const rows = await selectOfCommands(deps, commandIds.length, [deps.tenantId, ...commandIds]);
  return rows.map((row) => ({ ...entryOf(row), number: row.seq }));
};

const selectOfCommands = rowsStatement<EntryRow & { readonly seq: number }>(
  (rows) =>
    `select seq, ${OWNED_COLUMNS} from ledger_entries
     where tenant_id = ? and command_id in (${placeholders(rows)}) order by seq`,
);

/** The command of the entry that opened a lot and gave it its id. */
export const commandOfLot = (lotId: LotId): CommandId =>
  commandIdSchema.parse(lotId.slice(0, lotId.lastIndexOf(":")));

/**
 * The entry that opened a lot, and those by which head office, expiry and joins have changed it, in
 * order: all that its budget counts. What was redeemed isn't read, however much that is.
 */
export const readChangesOfLot = async (
  deps: ReadDeps,
  lotId: LotId,
): Promise<readonly LedgerEntry[]> => {
  const { tenantId } = deps;
  const commandId = commandOfLot(lotId);
  const rows = await selectChangesOfLot(deps, [tenantId, commandId, lotId, tenantId, lotId, lotId]);
  return rows.map(entryOf);
};

const selectChangesOfLot = statement<EntryRow>(
  `select ${OWNED_COLUMNS} from ledger_entries
   where tenant_id = ? and command_id = ? and entry_id = ?
   union all
   select ${OWNED_COLUMNS} from ledger_entries
   where tenant_id = ? and lot_id = ? and ${IS_OF_CHANGE} and entry_id <> ?
   order by sequence`,
);

/** What a profile has owed of any points, and what settled it, in order. Reads its whole chain. */
export const readDebtEntries = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly LedgerEntry[]> => {
  const chains = await readChainIds(deps, profileId);
  const rows = await selectDebts(deps, chains.length, [deps.tenantId, ...chains]);
  return rows.map(entryOf);
};

const DEBTS = entryKindsWith(({ outstanding }) => outstanding !== "keeps");

const selectDebts = rowsStatement<EntryRow>(
  (chains) => `select ${OWNED_COLUMNS} from ledger_entries
   where tenant_id = ? and profile_id in (${placeholders(chains)}) and unit = 'point'
     and ${oneOf("kind", DEBTS)}
   order by seq`,
);

/**
 * The shortfalls of an account in points, and what was written off or kept back of them, in order,
 * each with its number.
 */
export const readPointWriteOffs = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly NumberedEntry[]> => {
  const chains = await readChainIds(deps, profileId);
  const rows = await selectPointWriteOffs(deps, chains.length, [deps.tenantId, ...chains]);
  return rows.map((row) => ({ ...entryOf(row), number: row.seq }));
};

const selectPointWriteOffs = rowsStatement<EntryRow & { readonly seq: number }>(
  (chains) => `select seq, ${OWNED_COLUMNS} from ledger_entries
   where tenant_id = ? and profile_id in (${placeholders(chains)}) and ${IS_OF_SHORTFALL}
     and unit = 'point' and ${oneOf("kind", ["shortfall", "write_off"])}
   order by seq`,
);

/** What chains have owed of anything, and what settled it, in order. Reads them whole. */
export const readDebtsOfChains = async (
  deps: ReadDeps,
  chainIds: readonly ProfileId[],
): Promise<readonly NumberedEntry[]> => {
  const rows = await selectDebtsOfChains(deps, chainIds.length, [deps.tenantId, ...chainIds]);
  return rows.map((row) => ({ ...entryOf(row), number: row.seq }));
};

const selectDebtsOfChains = rowsStatement<EntryRow & { readonly seq: number }>(
  (chains) => `select seq, ${ENTRY_COLUMNS} from ledger_entries
   where tenant_id = ? and profile_id in (${placeholders(chains)}) and ${oneOf("kind", DEBTS)}
   order by seq`,
);

/** The number of the last entry of these chains; 0 if they have none. */
export const readLastNumber = async (
  deps: ReadDeps,
  chainIds: readonly ProfileId[],
): Promise<number> => {
  let last = 0;
  for (const chainId of chainIds) {
    const [row] = await selectLast(deps, [deps.tenantId, chainId]);
    last = Math.max(last, row?.seq ?? 0);
  }
  return last;
};

const selectLast = statement<{ readonly seq: number }>(
  `select seq from ledger_entries
   where tenant_id = ? and profile_id = ? order by sequence desc limit 1`,
);

/** The entries caused by transactions, redemptions or other sources of one type, in order. */
export const readEntriesOfSources = async (
  deps: ReadDeps,
  type: EntrySource["type"],
  ids: readonly string[],
): Promise<readonly LedgerEntry[]> => {
  if (ids.length === 0) return [];
  const rows = await selectOfSources(deps, ids.length, [deps.tenantId, type, ...ids]);
  return rows.map(entryOf);
};

const selectOfSources = rowsStatement<EntryRow>(
  (sources) => `select ${OWNED_COLUMNS} from ledger_entries
   where tenant_id = ? and source_type = ? and source_id in (${placeholders(sources)})
   order by seq`,
);

/** What head office has written off on lots of a profile by hand, in order. */
export const readWriteOffsOn = async (
  deps: ReadDeps,
  profileId: ProfileId,
  lotIds: readonly LotId[],
): Promise<readonly LedgerEntry[]> => {
  if (lotIds.length === 0) return [];
  const rows: LedgerEntry[] = [];
  for (const chainId of await readChainIds(deps, profileId)) {
    const parameters = [deps.tenantId, chainId, ...lotIds];
    rows.push(...(await selectWriteOffsOn(deps, lotIds.length, parameters)).map(entryOf));
  }
  return rows;
};

const selectWriteOffsOn = rowsStatement<EntryRow>(
  (lots) => `select ${OWNED_COLUMNS} from ledger_entries
   where tenant_id = ? and profile_id = ? and ${IS_OF_SHORTFALL}
     and kind = 'write_off' and source_type = 'write_off' and lot_id in (${placeholders(lots)})
   order by seq`,
);

/**
 * An entry as it was inserted, without parsing. To verify it, walk the chain: its hash covers every
 * column.
 */
type EntryRow = SourceRow & {
  readonly entry_id: EntryId;
  readonly profile_id: ProfileId;
  readonly sequence: number;
  readonly kind: EntryKind;
  readonly unit: Unit;
  readonly definition_id: DefinitionId | null;
  readonly definition_version: number;
  readonly lot_id: LotId;
  readonly amount: number;
  readonly value_cents: Cents;
  readonly active_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly timezone: TimeZone;
  readonly reason: HandReason | null;
  readonly reference: string | null;
  readonly command_id: CommandId;
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly location_id: LocationId | null;
  readonly staff_id: StaffId | null;
  readonly device_id: DeviceId | null;
  readonly hash: string;
};

const entryOf = (row: EntryRow): LedgerEntry => ({
  entryId: row.entry_id,
  profileId: row.profile_id,
  sequence: row.sequence,
  kind: row.kind,
  unit: row.unit,
  definitionId: row.definition_id,
  definitionVersion: row.definition_version,
  lotId: row.lot_id,
  amount: row.amount,
  valueCents: row.value_cents,
  activeAt: row.active_at,
  expiresAt: row.expires_at,
  timezone: row.timezone,
  source: sourceOf(row),
  commandId: row.command_id,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
  locationId: row.location_id,
  staffId: row.staff_id,
  deviceId: row.device_id,
  reason: row.reason,
  reference: row.reference,
  hash: row.hash,
});
