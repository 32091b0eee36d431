import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ReceiptSearch } from "#shared/commerce/receipt-in-search.ts";
import { type SearchTerm, searchTokensOf } from "#shared/profile/search-tokens.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { likeAnywhere } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readIdentitiesOf } from "./identity-store.ts";
import type { ProfileRecord } from "./profile-store.ts";
import { isLivingProfile } from "./profile-table.ts";

/**
 * The most profiles that a search reads for one word, so that it takes no longer in a bigger
 * tenant. Among a million people this still finds all who match, if one of the words fits one in
 * 200.
 */
const READ_MAX = 5_000;
/** Comes after every character. */
const LAST_CHARACTER = "\u{10ffff}";

/**
 * Makes a profile findable as it is now. Call it whenever its names, contacts or identities change.
 */
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

/** What a typed text may mean: words in one of several ways, or a receipt number. */
type SearchMeaning = {
  readonly ways: readonly (readonly SearchTerm[])[];
  /** The same without one of the words, for when nobody has all of them. */
  readonly waysWithoutOne: readonly (readonly SearchTerm[])[];
  readonly receipt: ReceiptSearch | null;
};

/** Which profiles a search finds, and whether it stopped at its limit and there may be more. */
type ProfileSearch = { readonly isFound: RawBuilder<SqlBool>; readonly isCapped: boolean };

/**
 * Finds the profiles that a text may mean. If nobody has all its words, those without one of them,
 * as on devices.
 */
export const searchProfiles = async (
  deps: ReadDeps,
  { ways, waysWithoutOne, receipt }: SearchMeaning,
): Promise<ProfileSearch> => {
  const found = await searchWays(deps, ways, receipt);
  if (waysWithoutOne.length === 0 || (await findsAnybody(deps, found))) return found;
  return searchWays(deps, waysWithoutOne, null, READ_MAX);
};

const findsAnybody = async (deps: ReadDeps, { isFound }: ProfileSearch): Promise<boolean> => {
  const first = await deps.sql
    .selectFrom("profiles")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where(isFound)
    .where(isLivingProfile)
    .limit(1)
    .executeTakeFirst();
  return first !== undefined;
};

/**
 * Finds the profiles that have every term of one of the ways. Of each way it reads the term that
 * the index has least often, and checks those profiles for the other terms. It never reads more
 * than `READ_MAX` profiles for a word, always the same ones: those whose word is closest to what
 * was typed, then by id; and never more than `readMax` altogether. It also finds the profiles of
 * the latest transactions with the receipt number.
 */
const searchWays = async (
  deps: ReadDeps,
  ways: SearchMeaning["ways"],
  receipt: ReceiptSearch | null,
  readMax = Number.POSITIVE_INFINITY,
): Promise<ProfileSearch> => {
  const counts = await countWords(deps, [...new Set(ways.flat(2))]);
  const countOf = (word: string): number => counts.get(word) ?? 0;
  const countOfTerm = (term: SearchTerm): number =>
    term.reduce((total, word) => total + countOf(word), 0);
  const reads = ways.flatMap((terms) => {
    const [rarest = [], ...others] = terms.toSorted((a, b) => countOfTerm(a) - countOfTerm(b));
    return rarest.filter((word) => countOf(word) > 0).map((word) => ({ word, others }));
  });
  // Several ways often come to the same.
  const plans = [...new Map(reads.map((read) => [JSON.stringify(read), read])).values()];
  const limit = Math.min(READ_MAX, Math.ceil(readMax / Math.max(1, plans.length)));
  const buyers = receipt === null ? NO_BUYERS : await readBuyers(deps, receipt);
  const isCapped = buyers.isCapped || plans.some(({ word }) => countOf(word) > limit);
  const found = [
    ...plans.map(({ word, others }) => profilesWith(deps, { word, others, limit })),
    ...(buyers.profileIds.length === 0 ? [] : [profilesIn(deps, buyers.profileIds)]),
  ];
  if (found.length === 0) return { isFound: sql<SqlBool>`1 = 0`, isCapped };
  const [before, after] = dialectOf(deps.dialect).oneOf.map((text) => sql.raw(text));
  const select = sql.join(found, sql` union `);
  return { isFound: sql<SqlBool>`profiles.id ${before}${select}${after}`, isCapped };
};

/** How often the index has each word as the start of a token, counted to just over the limit. */
const countWords = async (
  deps: ReadDeps,
  words: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  if (words.length === 0) return new Map();
  const counts = words.map(
    (word, at) => sql`select ${sql.lit(at)} as at, count(*) as total from (
      select 1 from profile_tokens as found where ${startsWith(deps, word)} limit ${READ_MAX + 1}
    ) as found`,
  );
  const counted = sql<{ at: number; total: number }>`${sql.join(counts, sql` union all `)}`;
  const { rows } = await counted.execute(deps.sql);
  return new Map(rows.map(({ at, total }) => [words[Number(at)] ?? "", Number(total)]));
};

const profilesWith = (
  deps: ReadDeps,
  plan: {
    readonly word: string;
    readonly others: readonly SearchTerm[];
    readonly limit: number;
  },
): RawBuilder<unknown> => {
  const { word, others, limit } = plan;
  const found = sql`select found.profile_id from (
    select found.profile_id from profile_tokens as found where ${startsWith(deps, word)}
    order by found.token, found.profile_id limit ${limit}
  ) as found`;
  if (others.length === 0) return found;
  const checks = others.map((term) =>
    sql.join(
      term.map((other) => sql`searched.tokens like ${likeAnywhere(` ${other}`)} escape '\\'`),
      sql` or `,
    ),
  );
  return sql`${found} join profile_searches as searched
    on searched.tenant_id = ${deps.tenantId} and searched.profile_id = found.profile_id
    where (${sql.join(checks, sql`) and (`)})`;
};

/**
 * How many sales with one receipt number are read. Tills that count from 1 every day have used some
 * numbers often, and staff look for a recent sale.
 */
const SALES_MAX = 1_000;

type Buyers = { readonly profileIds: readonly string[]; readonly isCapped: boolean };

const NO_BUYERS: Buyers = { profileIds: [], isCapped: false };

/** The buyers of the latest sales with the number, just as it is or by its digits. */
const readBuyers = async (deps: ReadDeps, { receipt, key }: ReceiptSearch): Promise<Buyers> => {
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
  const found = [
    await latest("receipt_ref", receipt),
    key === null ? [] : await latest("receipt_key", key),
  ];
  const sales = found.flatMap((rows) => rows.slice(0, SALES_MAX));
  return {
    profileIds: [...new Set(sales.flatMap(({ profile_id }) => profile_id ?? []))],
    isCapped: found.some((rows) => rows.length > SALES_MAX),
  };
};

const profilesIn = ({ tenantId }: ReadDeps, ids: readonly string[]): RawBuilder<unknown> =>
  sql`select bought.id from profiles as bought
    where bought.tenant_id = ${tenantId} and bought.id in (${sql.join(ids)})`;

const startsWith = ({ tenantId }: ReadDeps, word: string): RawBuilder<SqlBool> => sql<SqlBool>`
  found.tenant_id = ${tenantId}
  and found.token >= ${word} and found.token < ${`${word}${LAST_CHARACTER}`}`;

const textOf = (tokens: readonly string[]): string => tokens.map((token) => ` ${token}`).join("");
