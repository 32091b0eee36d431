import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { TenantId } from "#shared/kernel/ids.ts";
import { type SearchTerm, searchTokensOf } from "#shared/profile/search-tokens.ts";
import { readIdentitiesOf } from "./identity-store.ts";
import { likeAnywhere } from "./list-query.ts";
import type { ProfileRecord } from "./profile-store.ts";
import type { WriteDeps } from "./sql.ts";

/** The most profiles that each way to understand a search finds, so that none takes long. */
const MATCHES_MAX = 1000;
/** Comes after every character. */
const LAST_CHARACTER = "\u{10ffff}";

/** Makes a profile findable as it is now. Call it whenever its names, contacts or identities change. */
export const writeProfileSearch = async (
  deps: WriteDeps,
  record: Omit<ProfileRecord, "identities">,
): Promise<void> => {
  const { tenantId } = deps;
  const identities = (await readIdentitiesOf(deps, [record.id])).get(record.id) ?? [];
  const after = searchTokensOf({ ...record, identities });
  const row = await deps.sql
    .selectFrom("profile_searches")
    .select("tokens")
    .where("tenant_id", "=", tenantId)
    .where("profile_id", "=", record.id)
    .executeTakeFirst();
  const tokens = textOf(after);
  if (row?.tokens === tokens) return;
  await deps.sql
    .insertInto("profile_searches")
    .values({ tenant_id: tenantId, profile_id: record.id, tokens })
    .onConflict((conflict) => conflict.columns(["tenant_id", "profile_id"]).doUpdateSet({ tokens }))
    .execute();
  const before = (row?.tokens ?? "").split(" ").filter((token) => token !== "");
  const gone = before.filter((token) => !after.includes(token));
  const added = after.filter((token) => !before.includes(token));
  if (gone.length > 0) {
    await deps.sql
      .deleteFrom("profile_tokens")
      .where("tenant_id", "=", tenantId)
      .where("token", "in", gone)
      .where("profile_id", "=", record.id)
      .execute();
  }
  if (added.length > 0) {
    await deps.sql
      .insertInto("profile_tokens")
      .values(added.map((token) => ({ tenant_id: tenantId, token, profile_id: record.id })))
      .execute();
  }
};

/** True for the profiles that have every term of one of the ways. */
export const isFoundBy = (
  tenantId: TenantId,
  ways: readonly (readonly SearchTerm[])[],
): RawBuilder<SqlBool> => {
  const selects = ways.flatMap((terms) => selectsOf(tenantId, terms));
  if (selects.length === 0) return sql<SqlBool>`1 = 0`;
  return sql<SqlBool>`profiles.id in (${sql.join(selects, sql` union `)})`;
};

/** Looks up the term that the fewest profiles are likely to have, and checks theirs for the others. */
const selectsOf = (
  tenantId: TenantId,
  terms: readonly SearchTerm[],
): readonly RawBuilder<unknown>[] => {
  const [rarest, ...others] = terms.toSorted((a, b) => shortest(b) - shortest(a));
  const checks = others.map(
    (term) =>
      sql`and (${sql.join(
        term.map((word) => sql`searched.tokens like ${likeAnywhere(` ${word}`)} escape '\\'`),
        sql` or `,
      )})`,
  );
  return (rarest ?? []).map((word) => {
    const searched =
      others.length === 0
        ? sql``
        : sql`join profile_searches as searched on searched.tenant_id = found.tenant_id
            and searched.profile_id = found.profile_id`;
    return sql`select profile_id from (
      select found.profile_id from profile_tokens as found ${searched}
      where found.tenant_id = ${tenantId}
        and found.token >= ${word} and found.token < ${`${word}${LAST_CHARACTER}`}
        ${sql.join(checks, sql` `)}
      limit ${MATCHES_MAX}
    ) as matches`;
  });
};

const shortest = (term: SearchTerm): number => Math.min(...term.map((word) => word.length));

const textOf = (tokens: readonly string[]): string => tokens.map((token) => ` ${token}`).join("");
