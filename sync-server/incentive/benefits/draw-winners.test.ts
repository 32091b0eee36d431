import { describe, expect, it } from "vitest";
import { seedSchema } from "#shared/incentive/benefits/prize-draw.ts";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { drawWinners, entrantsHash } from "./draw-winners.ts";

const profile = (n: number) =>
  profileIdSchema.parse(`00000000-0000-7000-8000-${String(n).padStart(12, "0")}`);
const ENTRANTS = Array.from({ length: 20 }, (_, n) => profile(n));
const seed = (n: number) => seedSchema.parse(sha256Hex(`seed ${n}`));

describe("a prize draw", () => {
  it("[Y2] gives the same winners for one seed and list, in whatever order the list is", () => {
    const winners = drawWinners(ENTRANTS, 5, seed(1));
    expect(new Set(winners).size).toBe(5);
    expect(drawWinners([...ENTRANTS].reverse(), 5, seed(1))).toEqual(winners);
    expect(drawWinners([...ENTRANTS, ...ENTRANTS], 20, seed(1))).toHaveLength(20);
    expect(drawWinners(ENTRANTS, 5, seed(2))).not.toEqual(winners);
    // Fewer winners are the first of more.
    expect(drawWinners(ENTRANTS, 2, seed(1))).toEqual(winners.slice(0, 2));
  });

  it("[Y2] can be checked by hand: the lowest SHA-256 of seed:id wins", () => {
    const [first = profile(0)] = drawWinners(ENTRANTS, 1, seed(7));
    const ofFirst = sha256Hex(`${seed(7)}:${first}`);
    for (const id of ENTRANTS) expect(sha256Hex(`${seed(7)}:${id}`) >= ofFirst).toBe(true);
    expect(entrantsHash([...ENTRANTS].reverse())).toBe(sha256Hex(ENTRANTS.join("\n")));
  });

  it("[Y2] gives everybody the same chance of every place", () => {
    const draws = 20_000;
    const places = 3;
    const wins = ENTRANTS.map(() => Array.from({ length: places }, () => 0));
    for (let n = 0; n < draws; n++) {
      for (const [place, winner] of drawWinners(ENTRANTS, places, seed(n)).entries()) {
        const row = wins[ENTRANTS.indexOf(winner)];
        if (row) row[place] = (row[place] ?? 0) + 1;
      }
    }
    // Pearson's test with 19 degrees of freedom: 43.8 is exceeded once in a thousand times.
    const expected = draws / ENTRANTS.length;
    for (let place = 0; place < places; place++) {
      const chiSquared = wins
        .map((row) => ((row[place] ?? 0) - expected) ** 2 / expected)
        .reduce((sum, each) => sum + each, 0);
      expect(chiSquared).toBeLessThan(43.8);
    }
  });
});
