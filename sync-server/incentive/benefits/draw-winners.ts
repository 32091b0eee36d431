import { hash } from "node:crypto";
import type { DrawSeed } from "#shared/incentive/benefits/prize-draw.ts";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";

/**
 * The winners, in order: of all entrants those for whom the SHA-256 of `seed:id` is the lowest
 * ([Y2]). So each has the same chance, nobody wins twice, the order of the entrants doesn't matter,
 * and anybody with the seed and the list can check it with any tool. Uses the system's hash,
 * because writes wait for a draw and ours is slower.
 */
export const drawWinners = (
  entrants: readonly ProfileId[],
  winners: number,
  seed: DrawSeed,
): readonly ProfileId[] =>
  [...new Set(entrants)]
    .map((id) => `${sha256(`${seed}:${id}`)}${id}`)
    .sort()
    .slice(0, winners)
    .map((ranked) => profileIdSchema.parse(ranked.slice(SHA_256_DIGITS)));

const SHA_256_DIGITS = 64;

/** The SHA-256 of the ids of a draw, sorted, one a line. */
export const entrantsHash = (entrants: readonly ProfileId[]): string =>
  sha256([...entrants].sort().join("\n"));

const sha256 = (text: string): string => hash("sha256", text);
