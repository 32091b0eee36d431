import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import {
  type EntryKind,
  type EntrySourceType,
  entrySourceTypeSchema,
} from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import type { LotEntry } from "#shared/ledger/lot.ts";
import { readChainOwners } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement, statement } from "#sync-server/storage/statement.ts";

// What became of points, exchanges and claims: for dry runs ([W13], [N14]).

/**
 * What happened to points of a definition before an instant, by profile and in the order of its
 * chains, one after the other ([I3]), without what was spent of them and came back.
 */
export const readUnspentHistory = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
  definitionId: DefinitionId,
  before: Instant,
): Promise<ReadonlyMap<ProfileId, readonly LotEntry[]>> => {
  if (profileIds.length === 0) return new Map();
  const owners = await readChainOwners(deps, profileIds);
  const values = [deps.tenantId, ...owners.keys(), definitionId, before];
  const rows = await selectUnspent(deps, owners.size, values);
  const histories = new Map<ProfileId, LotEntry[]>();
  for (const row of rows) {
    const ownerId = owners.get(row.profile_id) ?? row.profile_id;
    const history = histories.get(ownerId) ?? [];
    histories.set(ownerId, history);
    history.push({
      lotId: row.lot_id,
      unit: "point",
      definitionId,
      definitionVersion: row.definition_version,
      kind: row.kind,
      amount: row.amount,
      activeAt: row.active_at,
      expiresAt: row.expires_at,
      occurredAt: row.occurred_at,
      timezone: row.timezone,
    });
  }
  return histories;
};

type UnspentRow = {
  readonly profile_id: ProfileId;
  readonly lot_id: LotId;
  readonly definition_version: number;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly active_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly occurred_at: Instant;
  readonly timezone: TimeZone;
};

const SPENDING = entrySourceTypeSchema.options
  .filter((type) => SOURCES[type].isSpending)
  .map((type) => `'${type}'`)
  .join(", ");

const selectUnspent = rowsStatement<UnspentRow>(
  (count) =>
    `select profile_id, lot_id, definition_version, kind, amount, active_at, expires_at,
       occurred_at, timezone
     from ledger_entries
     where tenant_id = ? and profile_id in (${placeholders(count)}) and definition_id = ?
       and unit = 'point' and source_type not in (${SPENDING}) and occurred_at < ?
     order by profile_id, sequence`,
);

/** How often a definition issued something to how many profiles, and what for. */
export type IssuedOffers = {
  readonly profiles: number;
  readonly times: number;
  /** Hundredths of a point that were paid. */
  readonly points: number;
  readonly cents: number;
};

/**
 * What a definition issued in a span because customers asked for it, without what was deleted.
 * Reads all that was ever exchanged or claimed: for reports only.
 */
export const readIssuedOffers = async (
  deps: ReadDeps,
  definitionId: DefinitionId,
  source: EntrySourceType,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<IssuedOffers> => {
  const [row] = await selectIssued(deps, [deps.tenantId, source, definitionId, from, until]);
  const { profiles, times, points, cents } = assertDefined(row, "a sum has a row");
  return {
    profiles: Number(profiles),
    times: Number(times),
    points: Number(points),
    cents: Number(cents),
  };
};

const selectIssued = statement<Readonly<Record<keyof IssuedOffers, number | string>>>(
  `select count(distinct l.profile_id) as profiles, count(*) as times,
     coalesce(sum(e.value_cents), 0) as cents,
     coalesce(sum((select -sum(p.amount) from ledger_entries as p
       where p.tenant_id = e.tenant_id and p.command_id = e.command_id
         and p.unit = 'point' and p.kind = 'redeem')), 0) as points
   from ledger_entries as e
   join lots as l on l.tenant_id = e.tenant_id and l.lot_id = e.lot_id
   where e.tenant_id = ? and e.source_type = ? and e.definition_id = ? and e.kind = 'issue'
     and e.occurred_at >= ? and e.occurred_at < ? and l.deleted_at is null`,
);
