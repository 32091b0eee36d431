import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ReceiptSearch } from "#shared/commerce/receipt-in-search.ts";
import {
  type SearchTerm,
  searchWaysWithTypos,
  type TypoSearch,
} from "#shared/profile/search-tokens.ts";
import { likeAnywhere } from "#sync-server/storage/list-query.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { LAST_CHARACTER, readNearNameWords } from "./name-word-store.ts";
import { isLivingProfile } from "./profile-table.ts";

/** What a typed text may mean: words in one of several ways, or a receipt number. */
export type SearchMeaning = {
  readonly ways: readonly (readonly SearchTerm[])[];
  /** The same without one of the words, for when nobody has all of them. */
  readonly waysWithoutOne: readonly (readonly SearchTerm[])[];
  /** The same with a typo, for when few have what was typed. */
  readonly withTypos: TypoSearch;
  readonly receipt: ReceiptSearch | null;
};

/** The profiles that a search finds, best first, and whether there may be more. */
export type FoundProfiles = { readonly ids: readonly string[]; readonly isCapped: boolean };

/** A profile that was found, and how well: 0 if every word is one of its words as a whole. */
type Found = { readonly id: string; readonly rank: number };

type Search = { readonly found: readonly Found[]; readonly isCapped: boolean };

/** With fewer hits than this, typos are tried, as on devices. */
const ENOUGH_HITS = 3;

/** Words that each one with a typo may stand for; fewer if they are paired with others. */
const NEAR_MAX = 10;
const NEAR_MAX_PAIRED = 4;

/**
 * Finds the profiles that a text may mean (DOMAIN §3.12), best first: those that have its words as
 * whole words, then at the start of words; if these are few, then those that have them with one
 * typo; if there are none, those who have all but one of them. Those equally good come by id.
 *
 * It reads the index for the word that fits the fewest profiles, and never more than `readMax` of
 * its entries for one way of understanding the text, half of that where they are checked for other
 * words, so that it takes no longer in a bigger tenant.
 */
export const searchProfiles = async (
  deps: ReadDeps,
  { ways, waysWithoutOne, withTypos, receipt }: SearchMeaning,
  readMax: number,
): Promise<FoundProfiles> => {
  const [typed, buyers] = await Promise.all([
    searchWays(deps, ways, readMax),
    receipt === null ? NOBODY : readBuyers(deps, receipt),
  ]);
  const exact = joined(typed, buyers);
  const isTelling = withTypos.contacts.length > 0 || withTypos.words.length > 1;
  const isWhole = isTelling && exact.found.some(({ rank }) => rank === 0);
  const some =
    exact.found.length >= ENOUGH_HITS || isWhole
      ? exact
      : joined(exact, await searchTypos(deps, withTypos, readMax));
  const all =
    some.found.length > 0 || waysWithoutOne.length === 0
      ? some
      : await searchWays(deps, waysWithoutOne, readMax);
  return { ids: all.found.map(({ id }) => id), isCapped: all.isCapped };
};

const NOBODY: Search = { found: [], isCapped: false };

/** Those of the first, and then those of the second that aren't among them. */
const joined = (first: Search, second: Search): Search => {
  const known = new Set(first.found.map(({ id }) => id));
  return {
    found: [...first.found, ...second.found.filter(({ id }) => !known.has(id))],
    isCapped: first.isCapped || second.isCapped,
  };
};

const searchTypos = async (
  deps: ReadDeps,
  withTypos: TypoSearch,
  readMax: number,
): Promise<Search> => {
  const { contacts, words, doubtful } = withTypos;
  const max = words.length > 1 ? NEAR_MAX_PAIRED : NEAR_MAX;
  const [whole, near] = await Promise.all([
    contacts.length === 0 ? [] : selectContacts(deps, [deps.tenantId, JSON.stringify(contacts)]),
    Promise.all(doubtful.map((word) => readNearNameWords(deps, word, max))),
  ]);
  const nearOf = new Map(doubtful.map((word, at) => [word, near[at] ?? []]));
  const ways = searchWaysWithTypos(withTypos, (word) => nearOf.get(word) ?? []);
  const found = whole.map(({ profile_id }) => ({ id: profile_id, rank: 0 }));
  return joined({ found, isCapped: false }, await searchWays(deps, ways, readMax));
};

/** Few have a number or an address that is one typo away from another. */
const selectContacts = statement<{ readonly profile_id: string }>(
  ({ isListed }) => `select distinct profile_id from profile_tokens
    where tenant_id = ? and token ${isListed} order by profile_id limit 100`,
);

/** Checking a profile for other words takes so many times as long as showing that it has one. */
const CHECK_COST = 2;

/** Words are counted further than they are read, so as to tell the rarer of two common ones. */
const COUNT_TIMES = 2;

/** The profiles that have every term of one of the ways. */
const searchWays = async (
  deps: ReadDeps,
  ways: SearchMeaning["ways"],
  readMax: number,
): Promise<Search> => {
  if (ways.length === 0) return NOBODY;
  const counts = await countWords(deps, [...new Set(ways.flat(2))], readMax * COUNT_TIMES);
  const countOf = (word: string): number => counts.get(word) ?? 0;
  const countOfTerm = (term: SearchTerm): number =>
    term.reduce((total, word) => total + countOf(word), 0);
  const reads = ways.flatMap((terms) => {
    const [rarest = [], ...others] = terms.toSorted((a, b) => countOfTerm(a) - countOfTerm(b));
    return rarest.filter((word) => countOf(word) > 0).map((word) => ({ word, others }));
  });
  // Several ways often come to the same.
  const plans = [...new Map(reads.map((read) => [JSON.stringify(read), read])).values()];
  if (plans.length === 0) return NOBODY;
  const limitOf = ({ others }: { readonly others: readonly SearchTerm[] }): number =>
    others.length === 0 ? readMax : Math.ceil(readMax / CHECK_COST);
  const isCapped = plans.some((plan) => countOf(plan.word) > limitOf(plan));
  const found = plans.map((plan) => profilesWith(deps, plan, limitOf(plan)));
  const { rows } = await sql<Found>`
    select found.id as id, min(found.rank) as rank from (${sql.join(found, sql` union all `)}) as found
    group by found.id order by min(found.rank), found.id limit ${sql.lit(readMax)}
  `.execute(deps.sql);
  return { found: rows.map(({ id, rank }) => ({ id, rank: Number(rank) })), isCapped };
};

/** How often the index has each word as the start of a token, counted to just over the limit. */
const countWords = async (
  deps: ReadDeps,
  words: readonly string[],
  countMax: number,
): Promise<ReadonlyMap<string, number>> => {
  const counts = words.map(
    (word, at) => sql`select ${sql.lit(at)} as at, count(*) as total from (
      select 1 from profile_tokens as found where ${startsWith(deps, word)}
      limit ${sql.lit(countMax + 1)}
    ) as found`,
  );
  const counted = sql<{ at: number; total: number }>`${sql.join(counts, sql` union all `)}`;
  const { rows } = await counted.execute(deps.sql);
  return new Map(rows.map(({ at, total }) => [words[Number(at)] ?? "", Number(total)]));
};

/** Those whose token starts with a word, the shortest tokens first, that also have the others. */
const profilesWith = (
  deps: ReadDeps,
  { word, others }: { readonly word: string; readonly others: readonly SearchTerm[] },
  readMax: number,
): RawBuilder<unknown> => {
  const read = sql`(
    select found.profile_id, case when found.token = ${word} then 0 else 1 end as part
    from profile_tokens as found where ${startsWith(deps, word)}
    order by found.token, found.profile_id limit ${sql.lit(readMax)}
  ) as read`;
  if (others.length === 0) return sql`select read.profile_id as id, read.part as rank from ${read}`;
  const has = (term: SearchTerm, after: string) =>
    sql.join(
      term.map(
        (other) =>
          sql`searched.tokens || ' ' like ${likeAnywhere(` ${other}${after}`)} escape '\\'`,
      ),
      sql` or `,
    );
  const parts = others.map((term) => sql`case when ${has(term, " ")} then 0 else 1 end`);
  return sql`select read.profile_id as id, read.part + ${sql.join(parts, sql` + `)} as rank
    from ${read} join profile_searches as searched
      on searched.tenant_id = ${deps.tenantId} and searched.profile_id = read.profile_id
    where (${sql.join(
      others.map((term) => has(term, "")),
      sql`) and (`,
    )})`;
};

const startsWith = ({ tenantId }: ReadDeps, word: string): RawBuilder<SqlBool> => sql<SqlBool>`
  found.tenant_id = ${tenantId}
  and found.token >= ${word} and found.token < ${`${word}${LAST_CHARACTER}`}`;

/**
 * How many sales with one receipt number are read. Tills that count from 1 every day have used some
 * numbers often, and staff look for a recent sale.
 */
const SALES_MAX = 1_000;

/** The buyers of the latest sales with the number, just as it is or by its digits. */
const readBuyers = async (deps: ReadDeps, { receipt, key }: ReceiptSearch): Promise<Search> => {
  const latest = (column: "receipt_ref" | "receipt_key", value: string) =>
    deps.sql
      .selectFrom("transactions")
      .select("profile_id")
      .where("tenant_id", "=", deps.tenantId)
      .where(column, "=", value)
      .where(sql<SqlBool>`(profile_id is null) = false`)
      .orderBy("id", "desc")
      .limit(SALES_MAX + 1)
      .execute();
  const sales = [
    await latest("receipt_ref", receipt),
    key === null ? [] : await latest("receipt_key", key),
  ];
  const read = sales.flatMap((rows) => rows.slice(0, SALES_MAX));
  const ids = [...new Set(read.flatMap(({ profile_id }) => profile_id ?? []))];
  const isCapped = sales.some((rows) => rows.length > SALES_MAX);
  if (ids.length === 0) return { found: [], isCapped };
  const living = await deps.sql
    .selectFrom("profiles")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .where(isLivingProfile)
    .orderBy("id")
    .execute();
  return { found: living.map(({ id }) => ({ id, rank: 0 })), isCapped };
};
