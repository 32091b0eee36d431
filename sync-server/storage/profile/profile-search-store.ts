import type { ProfileId } from "#shared/kernel/ids.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { searchTokensOf, typoWordsOf } from "#shared/profile/search-tokens.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readIdentitiesOf } from "./identity-store.ts";
import { addNameWords, removeUnusedNameWords } from "./name-word-store.ts";
import type { ProfileRecord } from "./profile-store.ts";

/**
 * Makes a profile findable as it is now. Call it whenever its names, contacts or identities change.
 */
export const writeProfileSearch = async (
  deps: WriteDeps,
  record: Omit<ProfileRecord, "identities">,
): Promise<void> => {
  if (!isLiving(record.profileType)) return removeProfileSearch(deps, record.id);
  const { tenantId } = deps;
  const identities = (await readIdentitiesOf(deps, [record.id])).get(record.id) ?? [];
  const after = searchTokensOf({ ...record, identities });
  const before = await readTokens(deps, record.id);
  const tokens = textOf(after);
  if (textOf(before) === tokens) return;
  await deps.sql
    .insertInto("profile_searches")
    .values({ tenant_id: tenantId, profile_id: record.id, tokens })
    .onConflict((conflict) => conflict.columns(["tenant_id", "profile_id"]).doUpdateSet({ tokens }))
    .execute();
  const added = after.filter((token) => !before.includes(token));
  if (added.length > 0) {
    await addNameWords(
      deps,
      typoWordsOf(record).filter((word) => added.includes(word)),
    );
    await deps.sql
      .insertInto("profile_tokens")
      .values(added.map((token) => ({ tenant_id: tenantId, token, profile_id: record.id })))
      .execute();
  }
  await removeTokens(
    deps,
    record.id,
    before.filter((token) => !after.includes(token)),
  );
};

/**
 * Makes a profile findable no more, and forgets every word that nobody else has. Nothing of it is
 * left in any index.
 */
export const removeProfileSearch = async (deps: WriteDeps, id: ProfileId): Promise<void> => {
  await removeTokens(deps, id, await readTokens(deps, id));
  await deps.sql
    .deleteFrom("profile_searches")
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "=", id)
    .execute();
};

const removeTokens = async (
  deps: WriteDeps,
  id: ProfileId,
  tokens: readonly string[],
): Promise<void> => {
  if (tokens.length === 0) return;
  await deps.sql
    .deleteFrom("profile_tokens")
    .where("tenant_id", "=", deps.tenantId)
    .where("token", "in", tokens)
    .where("profile_id", "=", id)
    .execute();
  await removeUnusedNameWords(deps, tokens);
};

const readTokens = async (deps: WriteDeps, id: ProfileId): Promise<readonly string[]> => {
  const row = await deps.sql
    .selectFrom("profile_searches")
    .select("tokens")
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "=", id)
    .executeTakeFirst();
  return (row?.tokens ?? "").split(" ").filter((token) => token !== "");
};

const textOf = (tokens: readonly string[]): string => tokens.map((token) => ` ${token}`).join("");
