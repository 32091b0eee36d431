import { oneTypoFrom, textsOneTypoAway } from "#shared/profile/one-typo.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { lostRace } from "#sync-server/storage/lost-race.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";

/**
 * Adds words of a profile's names to those that a word with a typo may stand for. Nobody can remove
 * one again before this transaction has ended.
 */
export const addNameWords = async (deps: WriteDeps, words: readonly string[]): Promise<void> => {
  const distinct = [...new Set(words)].sort();
  if (distinct.length === 0) return;
  const { tenantId } = deps;
  await deps.sql
    .insertInto("name_words")
    .values(distinct.map((word) => ({ tenant_id: tenantId, word })))
    .onConflict((conflict) => conflict.columns(["tenant_id", "word"]).doNothing())
    .execute();
  if (deps.dialect === "sqlite") return;
  const held = await named(deps, distinct).select("word").forKeyShare().execute();
  if (held.length < distinct.length) throw lostRace("a word of a name was removed meanwhile");
};

/** Removes those of the words that no profile has any more: not even a name is left of the last. */
export const removeUnusedNameWords = async (
  deps: WriteDeps,
  words: readonly string[],
): Promise<void> => {
  if (words.length === 0) return;
  if (deps.dialect === "postgres") {
    // Waits for whoever is adding one of them, and then sees that it is used.
    await named(deps, words).select("word").orderBy("word").forUpdate().execute();
  }
  await deps.sql
    .deleteFrom("name_words")
    .where("tenant_id", "=", deps.tenantId)
    .where("word", "in", words)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("profile_tokens")
            .select("profile_tokens.token")
            .whereRef("profile_tokens.tenant_id", "=", "name_words.tenant_id")
            .whereRef("profile_tokens.token", "=", "name_words.word"),
        ),
      ),
    )
    .execute();
};

const named = ({ sql, tenantId }: WriteDeps, words: readonly string[]) =>
  sql.selectFrom("name_words").where("tenant_id", "=", tenantId).where("word", "in", words);

/**
 * The words of names that a typed one may stand for with one typo, the likeliest first: whole words
 * before longer ones. A typo leaves one half of the word as it is, so those that start with the
 * first half or hold the second are compared, at most 2,000 of each.
 */
export const readNearNameWords = async (
  deps: ReadDeps,
  typed: string,
  max: number,
): Promise<readonly string[]> => {
  const middle = Math.floor(typed.length / 2);
  const isShort = typed.length < HALVED_LENGTH_MIN;
  const found = await Promise.all([
    wordsFrom(deps, typed.slice(0, middle)),
    wordsFrom(deps, swapped(typed, middle - 1)),
    wordsHolding(deps, typed.slice(Math.min(middle, typed.length - PART_LENGTH))),
    // Halves of less than three letters don't say enough.
    isShort ? wordsAmong(deps, textsOneTypoAway(typed, LETTERS)) : [],
  ]);
  const near = { whole: new Set<string>(), start: new Set<string>() };
  for (const word of found.flat()) {
    const how = oneTypoFrom(typed, word);
    if (how !== null) near[how].add(word);
  }
  const whole = [...near.whole].sort();
  // Longer ones are found by their start.
  const longer = [...near.start].filter((word) => !whole.some((each) => word.startsWith(each)));
  return [...whole, ...longer.sort()].slice(0, max);
};

/** What both engines index. */
const PART_LENGTH = 3;
const HALVED_LENGTH_MIN = 2 * PART_LENGTH;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const COMPARED_MAX = 2000;
/** Comes after every character. */
export const LAST_CHARACTER = "\u{10ffff}";

const swapped = (word: string, at: number): string =>
  word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);

type Word = { readonly word: string };

const wordsFrom = async (deps: ReadDeps, start: string): Promise<readonly string[]> => {
  const rows = await selectFrom(deps, [deps.tenantId, start, `${start}${LAST_CHARACTER}`]);
  return rows.map(({ word }) => word);
};

const selectFrom = statement<Word>(
  `select word from name_words where tenant_id = ? and word >= ? and word < ?
   order by word limit ${COMPARED_MAX}`,
);

const wordsHolding = async (deps: ReadDeps, part: string): Promise<readonly string[]> => {
  const rows = await selectHolding(deps, [deps.tenantId, dialectOf(deps.dialect).partOf(part)]);
  return rows.map(({ word }) => word);
};

const selectHolding = statement<Word>(
  ({ wordsHolding: select }) => `${select} limit ${COMPARED_MAX}`,
);

const wordsAmong = async (deps: ReadDeps, words: readonly string[]): Promise<readonly string[]> => {
  const rows = await selectAmong(deps, [deps.tenantId, JSON.stringify(words)]);
  return rows.map(({ word }) => word);
};

const selectAmong = statement<Word>(
  ({ isListed }) => `select word from name_words where tenant_id = ? and word ${isListed}`,
);
