import { allLocales } from "@faker-js/faker";
import type { SearchRow } from "#renderer/search/search-row.ts";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";

/** A source of numbers from 0 up to but not including 1. */
export type Random = () => number;

/** A seeded source of numbers (mulberry32). */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Picks an item of a list, all equally likely. */
export const pick = <T>(random: Random, list: readonly T[]): T => {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error("Nothing to pick from.");
  return picked;
};

/**
 * Profiles like those of an Australian chain: a few names shared by thousands and thousands shared
 * by a few, accents, compounds, mostly mobiles and free mail. The same seed gives the same rows.
 */
export const believableRows = (count: number, seed: number): readonly SearchRow[] => {
  const random = createRandom(seed);
  const { firstNames, lastNames } = names();
  return Array.from({ length: count }, (_, i) => {
    const firstName = believableName(random, firstNames, 0.02, "-");
    const lastName = believableName(random, lastNames, 0.03, random() < 0.7 ? "-" : " ");
    const card = `2900${String(Math.floor(random() * 1e9)).padStart(9, "0")}`;
    return {
      id: uuid(random),
      firstName,
      lastName,
      email: random() < 0.9 ? believableEmail(random, firstName, lastName, i) : null,
      phone: random() < 0.95 ? believablePhone(random) : null,
      identifiers: random() < 0.1 ? [card, `SHOP-${100_000 + i}`] : [card],
    };
  });
};

const AUSTRALIAN_FIRST = [
  "en_AU",
  "en",
  "en_GB",
  "en_IE",
  "it",
  "el",
  "vi",
  "de",
  "fr",
  "es",
  "pl",
  "tr",
  "hr",
  "nl",
  "cs_CZ",
  "pt_BR",
  "sv",
  "da",
  "id_ID",
] as const;

/** Name lists of several countries, the most common in Australia first. */
const names = (): {
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
} => {
  const definitions = AUSTRALIAN_FIRST.map((key) => allLocales[key].person);
  const listed = (entry: unknown): readonly string[] =>
    typeof entry === "object" && entry !== null
      ? Object.values(entry).flatMap((list) => (Array.isArray(list) ? list.map(String) : []))
      : [];
  return {
    firstNames: [...new Set(definitions.flatMap((person) => listed(person?.first_name)))],
    lastNames: [...new Set(definitions.flatMap((person) => listed(person?.last_name)))],
  };
};

/** Squaring favours the start of the list: of 8,000 surnames, one person in 90 has the first. */
const believableName = (
  random: Random,
  list: readonly string[],
  doubled: number,
  between: string,
): string => {
  const one = (): string => list[Math.floor(list.length * random() ** 2)] ?? "";
  return random() < doubled ? `${one()}${between}${one()}` : one();
};

const DOMAINS = [
  "gmail.com",
  "gmail.com",
  "gmail.com",
  "gmail.com",
  "hotmail.com",
  "outlook.com",
  "yahoo.com.au",
  "bigpond.com",
  "icloud.com",
  "optusnet.com.au",
];

const believableEmail = (random: Random, first: string, last: string, serial: number): string => {
  const bare = (name: string): string =>
    name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z]/g, "") || "shopper";
  const style = random();
  const local =
    style < 0.5
      ? `${bare(first)}.${bare(last)}${serial % 97}`
      : style < 0.8
        ? `${bare(first).slice(0, 1)}${bare(last)}${serial}`
        : `${bare(last)}${bare(first)}${serial % 997}`;
  const domain = random() < 0.12 ? `${bare(last)}-holdings.example` : pick(random, DOMAINS);
  return `${local}@${domain}`;
};

const believablePhone = (random: Random): string => {
  const digits = (count: number): string =>
    String(Math.floor(random() * 10 ** count)).padStart(count, "0");
  const kind = random();
  if (kind < 0.88) return `+614${digits(8)}`;
  return kind < 0.95 ? `+61${pick(random, ["2", "3", "7", "8"])}${digits(8)}` : `+642${digits(8)}`;
};

const uuid = (random: Random): ProfileId => {
  const hex = (count: number): string =>
    Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join("");
  return profileIdSchema.parse(`${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`);
};
