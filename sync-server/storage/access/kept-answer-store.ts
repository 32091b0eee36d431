import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, statement, writeStatement } from "#sync-server/storage/statement.ts";

/** One write of a request under a key: the hash that stands for the key, and which write it is. */
export type AnswerPlace = { readonly keyHash: string; readonly step: number };

/** Such a write: its place, the hash of the body, and the key that its answer is sealed with. */
export type Once = AnswerPlace & { readonly bodyHash: string; readonly sealedWith: string };

/** What such a write answered. The answer is sealed: without the key nobody can read it. */
export type KeptAnswer = { readonly bodyHash: string; readonly answer: string };

/** The answer that is kept at a place; null if there is none, or no longer. */
export const readKeptAnswer = async (
  deps: WriteDeps,
  { keyHash, step }: AnswerPlace,
): Promise<KeptAnswer | null> => {
  const [row] = await select(deps, [deps.tenantId, keyHash, step, deps.now]);
  return row ? { bodyHash: row.body_hash, answer: row.answer } : null;
};

const select = statement<{ readonly body_hash: string; readonly answer: string }>(
  `select body_hash, answer from kept_answers
   where tenant_id = ? and key_hash = ? and step = ? and kept_until > ?`,
);

/** Keeps an answer until an instant. `profileId` is whom it is about, for erasing it earlier. */
export const keepAnswer = async (
  deps: WriteDeps,
  { keyHash, step }: AnswerPlace,
  { bodyHash, answer }: KeptAnswer,
  { keptUntil, profileId }: { readonly keptUntil: Instant; readonly profileId: ProfileId | null },
): Promise<void> => {
  await insert(deps, [deps.tenantId, keyHash, step, bodyHash, answer, profileId, keptUntil]);
};

// A place whose answer is too old is free.
const insert = writeStatement(
  `insert into kept_answers
     (tenant_id, key_hash, step, body_hash, answer, profile_id, kept_until)
   values (${placeholders(7)})
   on conflict (tenant_id, key_hash, step) do update set body_hash = excluded.body_hash,
     answer = excluded.answer, profile_id = excluded.profile_id, kept_until = excluded.kept_until`,
);

/** Deletes at most `limit` answers, of every tenant, that were kept until an instant. */
export const deleteAnswersBefore = async (
  deps: WriteDeps,
  before: Instant,
  limit: number,
): Promise<number> => (await deleteOldest(deps, [before, limit])).length;

const deleteOldest = statement<{ readonly step: number }>(
  ({ forUpdateSkipLocked }) =>
    `delete from kept_answers where (tenant_id, key_hash, step) in (
       select tenant_id, key_hash, step from kept_answers where kept_until < ?
       order by kept_until limit ? ${forUpdateSkipLocked})
     returning step`,
);
