import type { MatchedField } from "./search-row.ts";

/** How many ranks each way of matching has: a name that matches worse has a higher one. */
const RANKS_EACH = 64;

/** The ways to match, best first. */
const WAYS = [
  ["identifier", "identifier"],
  ["phone", "phone"],
  ["email", "email"],
  ["name", "name"],
  ["phoneEnding", "phone"],
  ["phonePrefix", "phone"],
  ["identifierPrefix", "identifier"],
  ["emailPrefix", "email"],
] as const satisfies readonly (readonly [string, MatchedField])[];

/** The lowest, which is the best, rank of a way to match. */
export const rankOf = (way: (typeof WAYS)[number][0]): number =>
  WAYS.findIndex(([name]) => name === way) * RANKS_EACH;

/** The field that gave a rank. */
export const fieldOfRank = (rank: number): MatchedField =>
  WAYS[Math.floor(rank / RANKS_EACH)]?.[1] ?? "name";

/** Whether a whole identifier, phone number or e-mail address matched: there is nothing to add. */
export const isDefinite = (rank: number): boolean => rank < rankOf("name");
