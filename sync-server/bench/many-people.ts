import { faker } from "@faker-js/faker";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type LocationId, type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { addMs, instant } from "#shared/kernel/time.ts";
import { identifierKey } from "#shared/profile/identifier.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { searchTokensOf, typoWordsOf } from "#shared/profile/search-tokens.ts";
import { profileTable } from "#sync-server/storage/profile/profile-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholderRows, runText, writeRows } from "#sync-server/storage/statement.ts";

/** A made-up person: the same for the same number, whatever the size of the tenant. */
type Person = {
  readonly id: ProfileId;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** E.164, and as it is dialled. */
  readonly mobilePhone: string;
  readonly dialled: string;
  readonly card: string;
  readonly isVip: boolean;
};

const STARTED_AT = Date.UTC(2020, 0, 1);
/** Between two of them. */
const JOINED_EVERY_MS = 60_000;

/** The names that people have, the commonest first; there are more in a larger tenant. */
const FIRST_NAMES = 20_000;
const LAST_NAMES = 100_000;
/** How flat the commonest are: about one in 200 has the first. */
const FLAT = 25;
const SYLLABLES =
  "ka ro mi len sto ver dal ung bra fi nor tes wal gri pon che sul zin hor bec".split(" ");
faker.seed(20_260_101);
const COMMON = {
  first: faker.helpers.uniqueArray(faker.person.firstName, 500),
  last: faker.helpers.uniqueArray(faker.person.lastName, 400),
};

export const personOf = (n: number): Person => {
  const firstName = nameOf(COMMON.first, rankOf(fraction(n, 1), FIRST_NAMES));
  const lastName = nameOf(COMMON.last, rankOf(fraction(n, 2), LAST_NAMES));
  const mailbox = `${firstName}.${lastName}${n}`.toLowerCase().replace(/[^a-z0-9.]/g, "");
  // Multiplied by a number without a common divisor, so that no two are the same.
  const number = String((n * 7_919_993 + 1_234_567) % 100_000_000).padStart(8, "0");
  return {
    id: idOf(n),
    firstName,
    lastName,
    email: `${mailbox}@example.com`,
    mobilePhone: `+614${number}`,
    dialled: `04${number}`,
    card: `93${String((n * 7_777_777_777 + 12_345) % 10_000_000_000).padStart(10, "0")}`,
    isVip: n % 100 === 0,
  };
};

const joinedAtOf = (n: number) => instant(STARTED_AT + n * JOINED_EVERY_MS);

/** From 0 to 1, of a number and what it is for. */
const fraction = (n: number, salt: number): number => {
  let bits = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
};

/** Names are as common as words: by Zipf's law, flattened at the top as Mandelbrot found. */
const rankOf = (share: number, names: number): number =>
  Math.floor(FLAT * ((names / FLAT + 1) ** share - 1));

const nameOf = (common: readonly string[], rank: number): string => {
  const known = common[rank];
  if (known !== undefined) return known;
  let [rest, name] = [rank, ""];
  while (rest > 0) {
    name += assertDefined(SYLLABLES[rest % SYLLABLES.length], "a syllable");
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** As UUIDv7 are: by time, then at random. */
const idOf = (n: number): ProfileId => {
  const time = (STARTED_AT + n * JOINED_EVERY_MS).toString(16).padStart(12, "0");
  const random = [3, 4].map((salt) => Math.floor(fraction(n, salt) * 2 ** 32).toString(16));
  const tail = random.map((part) => part.padStart(8, "0")).join("");
  return profileIdSchema.parse(
    `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail.slice(4)}`,
  );
};

/**
 * Inserts the people from one number to another, with a card each, as the writes of the server
 * would leave them, without devices. Quick: whole statements of rows, in the order of their keys.
 */
export const insertPeople = async (
  deps: WriteDeps,
  from: number,
  to: number,
  locations: readonly LocationId[],
): Promise<void> => {
  const words = new Set<string>();
  for (let start = from; start < to; start += CHUNK) {
    const people = Array.from({ length: Math.min(CHUNK, to - start) }, (_, n) => start + n);
    await insertChunk(deps, people, locations, words);
    // Waits: on PostgreSQL nobody waits for what is only written, so nothing would be sent.
    await runText(deps, "select 1 as one", []);
  }
  await insertWords(
    deps,
    [...words].sort().map((word) => [deps.tenantId, word]),
  );
  // The database takes the tokens apart, which is quicker than sending each.
  await runText(deps, TOKENS[deps.dialect], [deps.tenantId, idOf(from), idOf(to)]);
};

/** What the largest statement inserts. */
const CHUNK = 512;

const TOKENS = {
  sqlite: `insert into profile_tokens (tenant_id, token, profile_id)
    select tenant_id, token.value, profile_id from profile_searches,
      json_each('["' || replace(ltrim(tokens), ' ', '","') || '"]') as token
    where tenant_id = ? and profile_id >= ? and profile_id < ? order by 1, 2, 3`,
  postgres: `insert into profile_tokens (tenant_id, token, profile_id)
    select tenant_id, token collate "C", profile_id from profile_searches,
      unnest(string_to_array(ltrim(tokens), ' ')) as token
    where tenant_id = ? and profile_id >= ? and profile_id < ? order by 1, 2, 3`,
} as const;

const insertChunk = async (
  deps: WriteDeps,
  numbers: readonly number[],
  locations: readonly LocationId[],
  words: Set<string>,
): Promise<void> => {
  const { tenantId } = deps;
  const people = numbers.map((n) => {
    const { card, isVip, dialled: _dialled, ...person } = personOf(n);
    const at = joinedAtOf(n);
    const location = assertDefined(locations[n % locations.length], "a location");
    return {
      ...NO_DETAILS,
      ...person,
      profileType: "active" as const,
      tags: isVip ? ["vip"] : [],
      statuses: [],
      statusesPast: [],
      joinedAt: at,
      joinedLocationId: location,
      joinedStaffId: null,
      preferredLocationId: location,
      homeLocationId: location,
      region: "south",
      extra: {},
      version: 1,
      createdAt: at,
      updatedAt: addMs(at, 1000),
      identities: [{ handle: "card", identifier: card, isPrimary: true, isActive: true }],
    };
  });
  const rows = people.map((person) => ({ tenant_id: tenantId, ...profileTable.rowOf(person) }));
  const columns = Object.keys(assertDefined(rows[0], "a row"));
  await writeRows(
    (count) =>
      `insert into profiles (${columns.join(", ")}) values ${placeholderRows(count, columns.length)}`,
  )(
    deps,
    rows.map((row) => Object.values(row)),
  );
  await insertIdentities(
    deps,
    people.flatMap(({ id, createdAt, identities }) =>
      identities.map(({ handle, identifier }) => [
        ...[tenantId, id, handle, identifier, identifierKey(identifier)],
        ...[1, 1, createdAt, createdAt],
      ]),
    ),
  );
  await insertSearches(
    deps,
    people.map((person) => [
      tenantId,
      person.id,
      searchTokensOf(person)
        .map((token) => ` ${token}`)
        .join(""),
    ]),
  );
  await insertTags(
    deps,
    people.flatMap(({ id, tags }) => tags.map((tag) => [tenantId, id, tag])),
  );
  for (const person of people) for (const word of typoWordsOf(person)) words.add(word);
};

const insertIdentities = writeRows(
  (count) => `insert into identities (tenant_id, profile_id, handle, identifier, identifier_key,
    is_primary, is_active, created_at, updated_at) values ${placeholderRows(count, 9)}`,
);

const insertSearches = writeRows(
  (count) => `insert into profile_searches (tenant_id, profile_id, tokens)
    values ${placeholderRows(count, 3)}`,
);

const insertTags = writeRows(
  (count) => `insert into profile_tags (tenant_id, profile_id, tag)
    values ${placeholderRows(count, 3)}`,
);

const insertWords = writeRows(
  (count) => `insert into name_words (tenant_id, word) values ${placeholderRows(count, 2)}
    on conflict (tenant_id, word) do nothing`,
);
