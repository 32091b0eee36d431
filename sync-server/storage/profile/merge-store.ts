import { sql } from "kysely";
import type { ProfileId, ProfileMergeId } from "#shared/kernel/ids.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { insertRecord, readRecords, updateRecord } from "#sync-server/storage/table-queries.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import {
  type MovedRows,
  type NewProfileMerge,
  type ProfileMerge,
  profileMergeTable,
} from "./merge-table.ts";

/** The columns that name a profile; a new one breaks the build until it is here ([I5]). */
type ProfileColumns<Table> = Extract<keyof Table, `${string}profile_id`>;

/**
 * What a merge does with the rows that a column gives to the loser: it moves them, remembering them
 * by the column named, or (null) it leaves them.
 */
const PROFILE_COLUMNS: {
  readonly [T in keyof Tables as ProfileColumns<Tables[T]> extends never ? never : T]: Readonly<
    Record<ProfileColumns<Tables[T]>, (keyof Tables[T] & string) | null>
  >;
} = {
  identities: { profile_id: "id" },
  profile_aliases: { profile_id: "alias_id" },
  notes: { profile_id: "id" },
  interactions: { profile_id: "id" },
  visits: { profile_id: "id" },
  tasks: { profile_id: "id" },
  appointments: { profile_id: "id" },
  overruled_edits: { profile_id: "id" },
  ratings: { profile_id: "id" },
  shares: { profile_id: "id" },
  share_uses: { profile_id: "id" },
  location_profiles: { profile_id: "id" },
  lists: { profile_id: "id" },
  // The other is whatever the shop calls a guest.
  list_reservations: { profile_id: "id", external_profile_id: null },
  orders: { profile_id: "id" },
  transactions: { profile_id: "id" },
  transaction_claims: { profile_id: "id" },
  tier_points: { profile_id: "id" },
  tier_assignments: { profile_id: "command_id" },
  achievement_counts: { profile_id: "transaction_id" },
  achievement_manual_counts: { profile_id: "command_id" },
  redemptions: { profile_id: "id" },
  write_offs: { profile_id: "id" },
  lots: { profile_id: "lot_id" },
  allocations: { profile_id: "id" },
  gift_cards: { creator_profile_id: "id", released_to_profile_id: "id" },
  // Some have to make room or are joined: see `merge-attributes.ts` and so on.
  profile_attributes: { profile_id: null },
  profile_regions: { profile_id: null },
  connections: { connector_profile_id: null, connected_profile_id: null },
  organisation_members: { profile_id: null },
  // One may be in force: see `moveFreezes`.
  freezes: { profile_id: null },
  // Worked out again from what was moved.
  shop_days: { profile_id: null },
  tier_days: { profile_id: null },
  achievement_days: { profile_id: null },
  profile_searches: { profile_id: null },
  profile_tokens: { profile_id: null },
  profile_tags: { profile_id: null },
  // The loser's are forgotten, and the winner is compared again.
  likeness_keys: { profile_id: null },
  duplicates: { profile_id: null, other_profile_id: null },
  // Joined with the winner's; the loser's stay for an undoing.
  accounts: { profile_id: null },
  achievement_unlocks: { profile_id: null },
  tier_standings: { profile_id: null },
  // What happened to whom, then.
  ledger_entries: { profile_id: null },
  events: { profile_id: null },
  batch_rows: { profile_id: null },
  // Gone in a day.
  kept_answers: { profile_id: null },
  profile_merges: { profile_id: null },
  commands: { at_risk_profile_id: null, profile_id: null, answer_profile_id: null },
};

/** The tables in the order in which their rows are moved, with the columns. */
const MOVES = entriesOf(PROFILE_COLUMNS).flatMap(([table, columns]) =>
  Object.entries(columns).flatMap(([column, key]) =>
    typeof key === "string" ? [{ table, column, key }] : [],
  ),
);

/** Moves the rows of one profile to another, and returns their keys. */
export const moveRows = async (
  deps: WriteDeps,
  from: ProfileId,
  to: ProfileId,
): Promise<MovedRows> => {
  const moved: Record<string, readonly (string | number)[]> = {};
  for (const { table, column, key } of MOVES) {
    const { rows } = await sql<{ readonly key: string | number }>`
      update ${sql.table(table)} set ${sql.ref(column)} = ${to}
      where tenant_id = ${deps.tenantId} and ${sql.ref(column)} = ${from}
      returning ${sql.ref(key)} as key`.execute(deps.sql);
    if (rows.length > 0) moved[table] = [...new Set(rows.map((row) => row.key))];
  }
  return moved;
};

/** Says of identities that were moved where they are from, and that none of them is primary. */
export const markIdentitiesMerged = async (
  deps: WriteDeps,
  ids: readonly number[],
  mergedFrom: ProfileId,
  keepsPrimary: boolean,
): Promise<void> => {
  if (ids.length === 0) return;
  await sql`
    update identities set merged_from = coalesce(merged_from, ${mergedFrom}),
      is_primary = ${keepsPrimary ? sql`is_primary` : sql`0`}, updated_at = ${deps.now}
    where tenant_id = ${deps.tenantId} and id in (${sql.join(ids)})`.execute(deps.sql);
};

/** Moves the freezes of one profile to another: all, or only those that are over. */
export const moveFreezes = async (
  deps: WriteDeps,
  from: ProfileId,
  to: ProfileId,
  which: "all" | "over",
): Promise<readonly number[]> => {
  const isOver = which === "all" ? sql`true` : sql`unfrozen_at is not null`;
  const { rows } = await sql<{ readonly id: number }>`
    update freezes set profile_id = ${to}
    where tenant_id = ${deps.tenantId} and profile_id = ${from} and ${isOver}
    returning id`.execute(deps.sql);
  return rows.map(({ id }) => id);
};

/** Counts what one profile did within the last hour for another ([I4]). It is soon over. */
export const moveVelocity = async (
  deps: WriteDeps,
  from: ProfileId,
  to: ProfileId,
): Promise<void> => {
  await sql`
    update velocity_acts set subject_id = ${to}
    where tenant_id = ${deps.tenantId} and counted_per = 'profile' and subject_id = ${from}
  `.execute(deps.sql);
};

/** Writes that two profiles were merged, and all that an undoing needs. */
export const insertMerge = (deps: WriteDeps, merge: NewProfileMerge): Promise<ProfileMerge> =>
  insertRecord(deps, profileMergeTable, merge);

/** Moves rows back that were moved to a profile, as far as it still has them. */
export const moveRowsBack = async (
  deps: WriteDeps,
  moved: MovedRows,
  from: ProfileId,
  to: ProfileId,
): Promise<void> => {
  for (const { table, column, key } of MOVES) {
    const keys = moved[table] ?? [];
    for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
      await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${to}
        where tenant_id = ${deps.tenantId} and ${sql.ref(column)} = ${from}
          and ${sql.ref(key)} in (${sql.join(keys.slice(start, start + KEYS_AT_ONCE))})
      `.execute(deps.sql);
    }
  }
};

const KEYS_AT_ONCE = 500;

/** Makes identities those of the profile that they came from again. */
export const unmarkIdentitiesMerged = async (
  deps: WriteDeps,
  profileId: ProfileId,
  primaryId: number | null,
): Promise<void> => {
  await sql`
    update identities set updated_at = ${deps.now},
      merged_from = case when merged_from = ${profileId} then null else merged_from end,
      is_primary = case when id = ${primaryId ?? 0} then 1 else 0 end
    where tenant_id = ${deps.tenantId} and profile_id = ${profileId}`.execute(deps.sql);
};

/** Moves freezes back. Returns whether one of them is in force. */
export const moveFreezesBack = async (
  deps: WriteDeps,
  ids: readonly (string | number)[],
  to: ProfileId,
): Promise<boolean> => {
  if (ids.length === 0) return false;
  const { rows } = await sql<{ readonly unfrozen_at: number | null }>`
    update freezes set profile_id = ${to}
    where tenant_id = ${deps.tenantId} and id in (${sql.join(ids)})
    returning unfrozen_at`.execute(deps.sql);
  return rows.some((row) => row.unfrozen_at === null);
};

/** Writes that a merge was undone. */
export const endMerge = (deps: WriteDeps, id: ProfileMergeId): Promise<void> =>
  updateRecord(deps, profileMergeTable, id, {
    unmergedAt: deps.now,
    unmergedBy: deps.actor,
  });

/** The merges into some profiles, the newest first. */
export const readMergesInto = (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly ProfileMerge[]> =>
  readRecords(
    deps,
    profileMergeTable,
    sql`profile_id in (${sql.join(profileIds)})`,
    sql`order by id desc`,
  );

/** Ends that an id leads to another profile. */
export const removeAlias = async (deps: WriteDeps, aliasId: ProfileId): Promise<void> => {
  await deps.sql
    .deleteFrom("profile_aliases")
    .where("tenant_id", "=", deps.tenantId)
    .where("alias_id", "=", aliasId)
    .execute();
};
