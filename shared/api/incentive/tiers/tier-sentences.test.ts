import { describe, expect, it } from "vitest";
import type { TierFacts } from "#shared/incentive/tiers/tier-facts.ts";
import { tierHistory } from "#shared/incentive/tiers/tier-history.ts";
import { tierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { calendarDaySchema, type Instant } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { MELBOURNE, tierDefinition } from "#shared/testing/build.ts";
import { standingSentence, turnSentence } from "./tier-sentences.ts";

const day = (text: string) => calendarDaySchema.parse(text);
const at = (text: string): Instant => parseLocal(`${text} 12:00:00`, MELBOURNE) ?? expect.fail();
const tier = (n: number, name: string, points: number, more = {}) =>
  tierDefinition({
    ...{ id: definitionIdSchema.parse(n), name, handle: name, valueMin: points * 100 },
    ...{ valueMaintain: null, isFloor: false, disableCredit: false, ...more },
  });
const gained = (text: string, points: number) => ({
  ...{ day: day(text), gained: points * 100, lost: 0 },
});
const SILVER = tier(1, "Silver", 300);
const GOLD = tier(2, "Gold", 600);
const factsOf = (more: Partial<TierFacts>, tiers = [SILVER, GOLD]): TierFacts => ({
  versions: tiers.map((definition) => ({ at: at("2020-01-01"), definition })),
  ...{ days: [], assignments: [], checkpoint: null, zone: MELBOURNE, ...more },
});
const turns = (facts: TierFacts, today: string, decimals = 0) =>
  tierHistory(facts, day(today)).turns.map((turn) => turnSentence(turn, decimals));

describe("[T16] why a tier was reached, kept or lost", () => {
  it("says what the points came to, and what it takes", () => {
    const bronze = tier(3, "Bronze", 200);
    const days = [
      gained("2025-03-01", 250),
      gained("2025-04-01", 350.5),
      gained("2025-10-01", 240),
    ];
    expect(turns(factsOf({ days }, [bronze, GOLD]), "2027-06-01")).toEqual([
      "Reached “Bronze” on 2025-03-01, with 250 points in the twelve months up to that day; version 1 takes 200 points.",
      "Reached “Gold” on 2025-04-01, with 600.50 points in the twelve months up to that day; version 1 takes 600 points.",
      "Lost “Gold” at the end of 2026-04-01, for “Bronze”: 590.50 points in its year, and version 1 takes 600 points to keep it.",
      "Lost “Bronze” at the end of 2027-04-01, for no tier: 0 points in its year and 40 points of credit, and version 1 takes 200 points to keep it.",
    ]);
  });

  it("says by which of its rules it was kept", () => {
    const days = [gained("2025-03-01", 400), gained("2025-09-01", 300)];
    const strict = tier(1, "Strict", 300, { valueMaintain: 200_000 });
    const floor = tier(1, "Floor", 300, { isFloor: true });
    expect(turns(factsOf({ days }, [SILVER]), "2026-06-01", 2)[1]).toBe(
      "Kept “Silver” at the end of 2026-03-01: 700.00 points in its year, and version 1 takes 300.00 points to keep it.",
    );
    expect(turns(factsOf({ days }, [strict]), "2026-06-01")[1]).toBe(
      "Kept “Strict” at the end of 2026-03-01: the twelve months still had 300 points, which reach it.",
    );
    expect(turns(factsOf({ days: [gained("2025-03-01", 400)] }, [floor]), "2027-06-01")[2]).toBe(
      "Kept “Floor” at the end of 2027-03-01: nobody in the programme falls below it.",
    );
  });

  it("says that staff decided", () => {
    const given = (n: number, text: string) => ({
      ...{ at: at(text), definitionId: definitionIdSchema.parse(n) },
    });
    const assignments = [given(2, "2025-03-01"), given(1, "2025-05-01")];
    expect(turns(factsOf({ assignments }), "2025-06-01")).toEqual([
      "Staff gave “Gold” on 2025-03-01.",
      "Lost “Gold” on 2025-05-01: staff gave “Silver”.",
    ]);
  });
});

describe("[T16] where a profile stands", () => {
  const says = (facts: TierFacts, today: string) =>
    standingSentence(tierStanding(facts, at(today)), 0, MELBOURNE);

  it("is said with what keeps the tier and what reaches the next", () => {
    const days = [gained("2025-03-01", 250), gained("2025-04-01", 100)];
    expect(says(factsOf({}), "2025-05-01")).toBe(
      "Nothing has counted in this programme yet. To reach “Silver” it takes 300 points more in twelve months.",
    );
    expect(says(factsOf({ days: days.slice(0, 1) }), "2025-03-02")).toBe(
      "Has no tier. The last twelve months have 250 points. To reach “Silver” it takes 50 points more in twelve months.",
    );
    expect(says(factsOf({ days }), "2025-05-01")).toBe(
      "Holds “Silver” until the end of 2026-04-01: it takes 200 points more to keep it then. The last twelve months have 350 points. To reach “Gold” it takes 250 points more in twelve months.",
    );
    const more = [...days, gained("2025-06-01", 900)];
    expect(says(factsOf({ days: more }), "2025-07-01")).toBe(
      "Holds “Gold” until the end of 2026-06-01: it takes nothing more to keep it then. The last twelve months have 1250 points.",
    );
  });
});
