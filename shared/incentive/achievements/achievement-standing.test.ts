import { describe, expect, it, test } from "vitest";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { parseLocal } from "#shared/kernel/written-time.ts";
import { achievementDefinition, achievementLevel, MELBOURNE } from "#shared/testing/build.ts";
import { forDevice, standingIn } from "./achievement-standing.ts";
import type { HeldAchievement } from "./held-achievement.ts";
import { NOTHING_UNLOCKED } from "./unlocked.ts";

const day = (text: string) => calendarDaySchema.parse(text);
const at = (text: string) => parseLocal(text, MELBOURNE) ?? expect.fail();
const unlocks = [{ kind: "reward" as const, ref: { handle: "ten" } }];
const LEVEL = achievementLevel(5, { allowMultipleEarn: true, unlocks, meta: { secret: true } });
const UNLOCKED = {
  ...NOTHING_UNLOCKED,
  levels: [{ trigger: 5, at: at("2026-03-03 12:00:00") }],
};
/** Read on the Tuesday of a week whose Thursday is known to count too. */
const HELD: HeldAchievement = {
  definition: achievementDefinition({ period: "weekly", levels: [LEVEL, achievementLevel(9)] }),
  zone: MELBOURNE,
  joinedOn: day("2024-02-29"),
  cycle: { from: day("2026-03-02"), before: day("2026-03-09") },
  score: 500,
  later: [{ day: day("2026-03-05"), gained: 200, lost: 50 }],
  unlocked: { ever: UNLOCKED, inCycle: UNLOCKED },
};

describe("[M10] a device works out for itself", () => {
  test.for([
    ["2026-03-04 23:59:59", 500, 9, "2026-03-08 23:59:59"],
    ["2026-03-05 00:00:00", 650, 9, "2026-03-08 23:59:59"],
    ["2026-03-08 23:59:59", 650, 9, "2026-03-08 23:59:59"],
    ["2026-03-09 00:00:00", 0, 5, "2026-03-15 23:59:59"],
  ] as const)("[M3] at %s a score of %i", ([now, score, next, end]) => {
    const { progress, cycleEndsAt } = standingIn(HELD, at(now));
    expect(progress).toMatchObject({ score, current: { trigger: 5 }, next: { trigger: next } });
    expect(cycleEndsAt).toBe(at(end));
  });

  it("[M3] no end of what is counted for life", () => {
    const { definition } = HELD;
    const cycle = { from: null, before: null };
    const forLife = { ...HELD, cycle, definition: { ...definition, period: null } };
    const standing = standingIn(forLife, at("2027-01-01 00:00:00"));
    expect(standing).toMatchObject({ cycleEndsAt: null, progress: { score: 650 } });
  });

  it("[M8] what is hidden again when a cycle ends", () => {
    const hidden = {
      ...HELD,
      definition: { ...HELD.definition, displayOption: "hidden" as const },
      unlocked: { ever: NOTHING_UNLOCKED, inCycle: NOTHING_UNLOCKED },
    };
    expect(standingIn(hidden, at("2026-03-08 23:59:59")).shown).toBe("all");
    expect(standingIn(hidden, at("2026-03-09 00:00:00")).shown).toBe("nothing");
  });
});

test("[M10] a device isn't sent what a level unlocks, nor on what conditions it counts", () => {
  const sent = forDevice(HELD);
  expect(sent.definition.levels).toEqual([
    { ...LEVEL, unlocks: [], meta: null },
    achievementLevel(9),
  ]);
  expect(Object.keys(sent.definition).sort()).toEqual([
    ...["description", "displayOption", "enableAnnualEarnCycle", "id"],
    ...["levels", "name", "period", "shortDescription"],
  ]);
  const moment = at("2026-03-08 23:59:59");
  expect(standingIn(sent, moment).progress.score).toBe(standingIn(HELD, moment).progress.score);
});
