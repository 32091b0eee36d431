import type { MatchedField } from "./search-row.ts";

/** How many ranks each way of matching has. A poorer match of a name gets a higher rank. */
const RANKS_EACH = 64;

/** The ways of matching, best first. */
const WAYS = [
  ["identifier", "identifier"],
  ["phone", "phone"],
  ["email", "email"],
  ["name", "name"],
  ["phoneEnding", "phone"],
  ["identifierEnding", "identifier"],
  ["phonePrefix", "phone"],
  ["identifierPrefix", "identifier"],
  ["emailPrefix", "email"],
] as const satisfies readonly (readonly [string, MatchedField])[];

/** The best (lowest) rank of a way of matching. */
export const rankOf = (way: (typeof WAYS)[number][0]): number =>
  WAYS.findIndex(([name]) => name === way) * RANKS_EACH;

/** The field that a rank came from. */
export const fieldOfRank = (rank: number): MatchedField =>
  WAYS[Math.floor(rank / RANKS_EACH)]?.[1] ?? "name";

/**
 * Whether a whole identifier, phone number or email address matched. Nothing further is worth
 * searching for.
 */
export const isDefinite = (rank: number): boolean => rank < rankOf("name");
