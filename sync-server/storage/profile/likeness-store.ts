import { sql } from "kysely";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { Compared } from "#shared/profile/likeness.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholderRows, writeRows, writeStatement } from "#sync-server/storage/statement.ts";
import { isLivingProfile } from "./profile-table.ts";

/** Up to which change profiles were compared: all before the instant, and of it up to an id. */
export type ComparedUntil = { readonly until: Instant; readonly after: string };

/** Up to where profiles were compared, locked: nobody else compares until this transaction ends. */
export const lockCompared = async (deps: WriteDeps): Promise<ComparedUntil> => {
  await deps.sql
    .insertInto("likeness_scans")
    .values({ tenant_id: deps.tenantId, until: 0, after: "" })
    .onConflict((conflict) => conflict.column("tenant_id").doNothing())
    .execute();
  const { rows } = await sql<{ readonly until: number; readonly after: string }>`
    select until, after from likeness_scans where tenant_id = ${deps.tenantId}
    ${sql.raw(dialectOf(deps.dialect).forUpdate)}`.execute(deps.sql);
  const [{ until, after } = { until: 0, after: "" }] = rows;
  return { until: instant(until), after };
};

/** Remembers up to where profiles were compared. */
export const writeCompared = async (
  deps: WriteDeps,
  { until, after }: ComparedUntil,
): Promise<void> => {
  await deps.sql
    .updateTable("likeness_scans")
    .set({ until, after })
    .where("tenant_id", "=", deps.tenantId)
    .execute();
};

/** Profiles of every type that changed after those compared and not after `before`, in order. */
export const readChangedSince = async (
  deps: ReadDeps,
  { until, after }: ComparedUntil,
  before: Instant,
  max: number,
): Promise<readonly { readonly id: ProfileId; readonly updatedAt: Instant }[]> => {
  const { rows } = await sql<{ readonly id: string; readonly updated_at: number }>`
    select id, updated_at from profiles
    where tenant_id = ${deps.tenantId} and (updated_at, id) > (${until}, ${after})
      and updated_at <= ${before}
    order by updated_at, id limit ${sql.lit(max)}`.execute(deps.sql);
  return rows.map((row) => ({
    id: profileIdSchema.parse(row.id),
    updatedAt: instant(row.updated_at),
  }));
};

/** Replaces the keys by which some profiles are compared. */
export const replaceLikenessKeys = async (
  deps: WriteDeps,
  profileIds: readonly ProfileId[],
  keys: readonly (readonly [key: string, profileId: ProfileId])[],
): Promise<void> => {
  await deps.sql
    .deleteFrom("likeness_keys")
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "in", profileIds)
    .execute();
  await insertKeys(
    deps,
    keys.map(([key, profileId]) => [deps.tenantId, key, profileId]),
  );
};

/** Deletes the keys by which a profile is compared. */
export const removeLikenessKeys = (deps: WriteDeps, profileId: ProfileId): Promise<void> =>
  removeKeys(deps, [deps.tenantId, profileId]);

const removeKeys = writeStatement(
  "delete from likeness_keys where tenant_id = ? and profile_id = ?",
);

const insertKeys = writeRows(
  (rows) =>
    `insert into likeness_keys (tenant_id, key, profile_id) values ${placeholderRows(rows, 3)}`,
);

/** How many keys are looked up in one statement: SQLite joins at most 500 parts. */
const KEYS_AT_ONCE = 100;

/**
 * The profiles that have each of some keys, by key: at most `max` each, so that a key that very
 * many have in common costs no more than another.
 */
export const readKeyHolders = async (
  deps: ReadDeps,
  keys: readonly string[],
  max: number,
): Promise<ReadonlyMap<string, readonly ProfileId[]>> => {
  const holders = new Map<string, ProfileId[]>();
  for (let start = 0; start < keys.length; start += KEYS_AT_ONCE) {
    const parts = keys.slice(start, start + KEYS_AT_ONCE).map(
      (key) => sql`select * from (select key, profile_id from likeness_keys
        where tenant_id = ${deps.tenantId} and key = ${key}
        order by profile_id limit ${sql.lit(max)}) as found`,
    );
    const { rows } = await sql<{ readonly key: string; readonly profile_id: string }>`
      ${sql.join(parts, sql` union all `)}`.execute(deps.sql);
    for (const row of rows) {
      const known = holders.get(row.key) ?? [];
      known.push(profileIdSchema.parse(row.profile_id));
      holders.set(row.key, known);
    }
  }
  return holders;
};

/** What of a living profile is compared. */
export type ComparedProfile = Compared & { readonly id: ProfileId };

/** How many profiles are looked up in one statement. */
const PROFILES_AT_ONCE = 500;

/** What is compared of those of some profiles who are living, however many. */
export const readCompared = async (
  deps: ReadDeps,
  ids: readonly ProfileId[],
): Promise<readonly ComparedProfile[]> => {
  const found: ComparedProfile[] = [];
  for (let start = 0; start < ids.length; start += PROFILES_AT_ONCE) {
    const some = await deps.sql
      .selectFrom("profiles")
      .select(["id", "first_name as firstName", "last_name as lastName", "email"])
      .select(["mobile_phone as mobilePhone", "secondary_phone as secondaryPhone"])
      .select(["birth_day as birthDay", "birth_month as birthMonth", "birth_year as birthYear"])
      .where("tenant_id", "=", deps.tenantId)
      .where("id", "in", ids.slice(start, start + PROFILES_AT_ONCE))
      .where(isLivingProfile)
      .execute();
    found.push(...some.map((row) => ({ ...row, id: profileIdSchema.parse(row.id) })));
  }
  return found;
};
