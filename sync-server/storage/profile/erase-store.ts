import { sql } from "kysely";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import {
  type LivingProfileType,
  livingProfileTypeSchema,
  type ProfileType,
} from "#shared/profile/profile-type.ts";
import { likeAnywhere } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import type { ErasureKind } from "./erasure-kind.ts";
import { forgetLines } from "./forget-lines.ts";
import { NO_MEMORY, PERSONAL, type People, rowsOf, SAYS_NOTHING } from "./personal-rows.ts";

/** Erases what every table holds about a person ([I14], [I15]). */
export const eraseRows = async (
  deps: WriteDeps,
  people: People,
  kind: ErasureKind,
): Promise<void> => {
  await eraseDue(deps, people);
  const contacts = await readContacts(deps, people);
  await eraseQueued(deps, [...people, ...contacts]);
  await eraseCommands(deps, people, contacts);
  await eraseMerges(deps, people);
  if (kind === "depersonalise") await forgetLines(deps, people);
  for (const [table, personal] of entriesOf(PERSONAL)) {
    const erasing = personal?.[kind];
    if (personal === undefined || erasing === undefined || erasing === "keep") continue;
    const { except } = personal;
    const what =
      erasing === "delete"
        ? sql`delete from ${sql.table(table)}`
        : sql`update ${sql.table(table)} set ${assignments(erasing)}`;
    await sql`${what} where tenant_id = ${deps.tenantId} and (${rowsOf(personal, { tenantId: deps.tenantId, people })})
      ${except ? sql`and not (${except})` : sql``}`.execute(deps.sql);
  }
};

const assignments = (values: Readonly<Record<string, string | number | null>>) =>
  sql.join(Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`));

/** Nothing falls due any more for what is gone. */
const eraseDue = async (deps: WriteDeps, people: People): Promise<void> => {
  const { tenantId } = deps;
  const ids = sql.join(people);
  await sql`delete from due where tenant_id = ${tenantId} and (
    (kind = 'judge_tiers' and key in (${ids}))
    or (kind = 'check_claim' and key in (select cast(id as text) from transaction_claims
      where tenant_id = ${tenantId} and profile_id in (${ids})))
    or (kind = 'end_credit_hold' and key in (select lot_id from lots
      where tenant_id = ${tenantId} and profile_id in (${ids}) and lock_token is not null)))
  `.execute(deps.sql);
};

/** What an `Idempotency-Key` of somebody who is gone was answered can't be asked for again. */
const eraseCommands = async (
  deps: WriteDeps,
  people: People,
  contacts: readonly string[],
): Promise<void> => {
  const { tenantId } = deps;
  // Not `is null`, or SQLite would read all that ever came through the API.
  await sql`delete from commands where tenant_id = ${tenantId} and coalesce(device_id, '') = ''
    and (${rowsOf(PERSONAL.commands, { tenantId, people })})`.execute(deps.sql);
  if (contacts.length === 0) return;
  const theirs = sql.join(contacts);
  await sql`update commands set ${assignments(SAYS_NOTHING)} where tenant_id = ${tenantId}
    and (email in (${theirs}) or mobile_phone in (${theirs}))`.execute(deps.sql);
};

/** What others remember of a merge with somebody who is gone, although it was undone ([I9]). */
const eraseMerges = async (deps: WriteDeps, people: People): Promise<void> => {
  await sql`update profile_merges set ${assignments(NO_MEMORY)}
    where tenant_id = ${deps.tenantId} and loser_id in (${sql.join(people)})`.execute(deps.sql);
};

/** Rows of batches that nobody has worked through yet, or that said why nothing came of them. */
const eraseQueued = async (deps: WriteDeps, texts: readonly string[]): Promise<void> => {
  for (const text of texts) {
    const { rows } = await sql<{ readonly batch_id: number }>`
      update batch_rows set body = null, error = 'The person was erased.'
      where tenant_id = ${deps.tenantId} and body is not null
        and body like ${likeAnywhere(JSON.stringify(text))} escape '\\'
      returning batch_id`.execute(deps.sql);
    for (const { batch_id: id } of rows) {
      await sql`update batches set failed = failed + 1, updated_at = ${deps.now},
          is_done = case when succeeded + failed + 1 = total then 1 else 0 end
        where tenant_id = ${deps.tenantId} and id = ${id}`.execute(deps.sql);
    }
    await sql`update batch_rows set error = 'The person was erased.'
      where tenant_id = ${deps.tenantId} and error is not null
        and error like ${likeAnywhere(text)} escape '\\'
    `.execute(deps.sql);
  }
};

/** What identifies a person besides the id, as long as it is still there. */
const readContacts = async (deps: WriteDeps, people: People): Promise<readonly string[]> => {
  const { rows } = await sql<{ readonly email: string | null; readonly mobile: string | null }>`
    select email, mobile_phone as mobile from profiles
    where tenant_id = ${deps.tenantId} and id in (${sql.join(people)})`.execute(deps.sql);
  return rows.flatMap(({ email, mobile }) => [email, mobile]).filter((text) => text !== null);
};

/** Writes what became of profiles of one person, whom nothing leads back to. */
export const setErasedType = async (
  deps: WriteDeps,
  people: People,
  type: ProfileType,
): Promise<void> => {
  if (people.length === 0) return;
  await sql`update profiles set profile_type = ${type}, type_before = null,
      version = version + 1, updated_at = ${deps.now}
    where tenant_id = ${deps.tenantId} and id in (${sql.join(people)})`.execute(deps.sql);
};

/** Keeps what a profile was before it was deleted, to be restored. */
export const keepTypeBefore = async (
  deps: WriteDeps,
  id: ProfileId,
  type: ProfileType | null,
): Promise<void> => {
  await sql`update profiles set type_before = ${type}
    where tenant_id = ${deps.tenantId} and id = ${id}`.execute(deps.sql);
};

/** What a deleted profile was; null if that isn't known. */
export const readTypeBefore = async (
  deps: WriteDeps,
  id: ProfileId,
): Promise<LivingProfileType | null> => {
  const { rows } = await sql<{ readonly type_before: string | null }>`
    select type_before from profiles
    where tenant_id = ${deps.tenantId} and id = ${id}`.execute(deps.sql);
  return livingProfileTypeSchema.nullable().parse(rows[0]?.type_before ?? null);
};

/** Who is gone, and how, of those who went, or were changed since, at an instant or later. */
export const readErasedIds = async (
  deps: ReadDeps,
  since: Instant,
): Promise<readonly { readonly profileId: ProfileId; readonly kind: ErasureKind }[]> => {
  const { rows } = await sql<{ readonly id: string; readonly profile_type: string }>`
    select id, profile_type from profiles
    where tenant_id = ${deps.tenantId} and profile_type in ('purged', 'depersonalised')
      and updated_at >= ${since}
    order by updated_at, id`.execute(deps.sql);
  return rows.map((row) => ({
    profileId: profileIdSchema.parse(row.id),
    kind: row.profile_type === "purged" ? "purge" : "depersonalise",
  }));
};
