import { z } from "zod";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/**
 * Who takes part in a prize draw: everybody who holds one of its benefits, used up or over as it
 * may be, or only those who have used one, or who claimed one themselves ([Y1]).
 */
export const entrantKindSchema = z.enum(["held", "used", "claimed"]);
export type EntrantKind = z.infer<typeof entrantKindSchema>;

export const WINNERS_MAX = 1_000;
export const ENTRANTS_MAX = 100_000;

/** 32 random bytes as hex digits, made after the entrants are known. */
export const seedSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<"DrawSeed">();
export type DrawSeed = z.infer<typeof seedSchema>;

/**
 * The winners, in order: of all entrants those for whom the SHA-256 of `seed:id` is the lowest
 * ([Y2]). So each has the same chance, nobody wins twice, the order of the entrants doesn't matter,
 * and whoever has the seed and the list can check it with any tool.
 */
export const drawWinners = (
  entrants: readonly ProfileId[],
  winners: number,
  seed: DrawSeed,
): readonly ProfileId[] =>
  [...new Set(entrants)]
    .map((id) => ({ id, lot: sha256Hex(`${seed}:${id}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, winners)
    .map(({ id }) => id);

/** The SHA-256 of the ids of a draw, sorted, one a line. */
export const entrantsHash = (entrants: readonly ProfileId[]): string =>
  sha256Hex([...entrants].sort().join("\n"));
