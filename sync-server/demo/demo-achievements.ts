import {
  ACHIEVEMENT_DEFAULTS,
  type AchievementLevel,
} from "#shared/incentive/achievements/achievement.ts";
import type { DefinitionBody } from "#shared/incentive/definition.ts";
import { HOMEWARE } from "./demo-programme.ts";

/** A level that unlocks nothing, with the fields that differ. */
const levelOf = (
  name: string,
  trigger: number,
  more: Partial<AchievementLevel> = {},
): AchievementLevel => ({
  ...{ name, trigger, displayNumber: 1, description: null },
  ...{ repeats: false, repeatInterval: null, allowMultipleEarn: false, unlocks: [], meta: null },
  ...more,
});

/**
 * The demo's achievements: one for every ten visits, one with levels that starts each year, and a
 * mystery until it is unlocked.
 */
export const DEMO_ACHIEVEMENTS: readonly DefinitionBody<"achievement">[] = [
  {
    ...ACHIEVEMENT_DEFAULTS,
    name: "Ten visits",
    handle: "ten-visits",
    shortDescription: "Gift wrapping with every tenth purchase",
    counts: "sales",
    levels: [
      levelOf("Ten more", 10, {
        ...{ repeats: true, repeatInterval: 10 },
        unlocks: [{ kind: "benefit", ref: { handle: "gift-wrapping" } }],
      }),
    ],
  },
  {
    ...ACHIEVEMENT_DEFAULTS,
    name: "Spent this year",
    handle: "spent-this-year",
    shortDescription: "In pounds, from January",
    counts: "spend",
    period: "yearly",
    levels: [
      levelOf("Friend of the house", 250),
      levelOf("Family", 1000, { displayNumber: 2, allowMultipleEarn: true }),
    ],
  },
  {
    ...ACHIEVEMENT_DEFAULTS,
    name: "Home port",
    handle: "home-port",
    displayOption: "mystery",
    shortDescription: "Something waits for those who make themselves at home",
    counts: "items",
    productConditions: { in: [{ var: "sku" }, HOMEWARE] },
    levels: [
      levelOf("At home", 5, { unlocks: [{ kind: "reward", ref: { handle: "welcome-5" } }] }),
    ],
  },
];
