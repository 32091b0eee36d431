import { z } from "zod";
import { audienceFields, FOR_EVERYONE } from "#shared/incentive/audience.ts";
import {
  type DefinitionProblem,
  type DefinitionRules,
  definitionFields,
} from "#shared/incentive/definition-rules.ts";
import { conditionSchema } from "#shared/kernel/condition.ts";
import { extraSchema } from "#shared/kernel/json.ts";
import {
  dayOrInstantSchema,
  firstInstantOf,
  hasEnded,
  hasStarted,
  type Instant,
  lastInstantOf,
  type TimeZone,
  timeZoneSchema,
  UTC,
} from "#shared/kernel/time.ts";
import { UNLOCKS_MAX, unlockSchema } from "./unlock.ts";

/** Who sees an achievement before it is unlocked (DOMAIN §10.1, SPEC.md [M8]). */
export const displayOptionSchema = z.enum(["visible", "hidden", "mystery", "internal"]);
export type DisplayOption = z.infer<typeof displayOptionSchema>;

/** How often the score starts again from 0. */
export const achievementPeriodSchema = z.enum([
  "daily",
  "weekly",
  "fortnightly",
  "monthly",
  "yearly",
]);
export type AchievementPeriod = z.infer<typeof achievementPeriodSchema>;

/** What of a sale counts: nothing, the sale itself, its pieces, or its money in major units. */
export const countedSchema = z.enum(["nothing", "sales", "items", "spend"]);
export type Counted = z.infer<typeof countedSchema>;

/** The highest score that a level may ask for, and the most that one request may add. */
export const TRIGGER_MAX = 1_000_000_000;
export const LEVELS_MAX = 100;

/**
 * A level. It is known by its trigger: with another trigger it is another level.
 */
const levelSchema = z.object({
  name: z.string().min(1).max(200),
  description: z.string().max(2000).nullable(),
  displayNumber: z.int().min(0).max(TRIGGER_MAX),
  /** The score that reaches it. */
  trigger: z.int().min(1).max(TRIGGER_MAX),
  /** Whether it is reached again each time the score has grown by `repeatInterval`. */
  repeats: z.boolean(),
  repeatInterval: z.int().min(1).max(TRIGGER_MAX).nullable(),
  /** Whether it can be unlocked again in another cycle ([M5]). */
  allowMultipleEarn: z.boolean(),
  /** In the order in which they are issued. */
  unlocks: z.array(unlockSchema).max(UNLOCKS_MAX),
  /** As it was sent. Nothing depends on it besides `unlocks`. */
  meta: extraSchema.nullable(),
});
export type AchievementLevel = z.infer<typeof levelSchema>;

/** The template of an achievement: a count with levels that unlock something (DOMAIN §10). */
export const achievementDefinitionSchema = z.object({
  ...definitionFields("achievement"),
  levels: z.array(levelSchema).min(1).max(LEVELS_MAX),
  counts: countedSchema,
  /** On the buyer, for a sale to count. */
  profileConditions: conditionSchema.nullable(),
  /** On a line, for it to count. */
  productConditions: conditionSchema.nullable(),
  startsAt: dayOrInstantSchema.nullable(),
  /** Still inside the window. */
  endsAt: dayOrInstantSchema.nullable(),
  period: achievementPeriodSchema.nullable(),
  /** Whether the score starts again on each anniversary of the day on which the profile joined. */
  enableAnnualEarnCycle: z.boolean(),
  /** Where days start and end; null: the tenant's. */
  timezone: timeZoneSchema.nullable(),
  displayOption: displayOptionSchema,
  displayLevel: z.boolean(),
  isPublished: z.boolean(),
  description: z.string().max(2000).nullable(),
  /** All that is shown of a mystery. */
  shortDescription: z.string().max(500).nullable(),
  ...audienceFields,
});
export type AchievementDefinition = z.infer<typeof achievementDefinitionSchema>;

/** Whether something that happened at an instant can count; days are those of `zone`. */
export const isOpenAt = (
  { startsAt, endsAt }: Pick<AchievementDefinition, "startsAt" | "endsAt">,
  at: Instant,
  zone: TimeZone,
): boolean => hasStarted(startsAt, at, zone) && !hasEnded(endsAt, at, zone);

/** Defaults of a new definition: counted by hand only, for life, and shown to everybody. */
export const ACHIEVEMENT_DEFAULTS = {
  ...FOR_EVERYONE,
  counts: "nothing",
  profileConditions: null,
  productConditions: null,
  startsAt: null,
  endsAt: null,
  period: null,
  enableAnnualEarnCycle: false,
  timezone: null,
  displayOption: "visible",
  displayLevel: true,
  isPublished: true,
  description: null,
  shortDescription: null,
} as const satisfies Partial<AchievementDefinition>;

export const achievementRules: DefinitionRules<AchievementDefinition> = {
  fixed: ["counts", "period", "enableAnnualEarnCycle", "timezone"],
  problemOf: ({ levels, startsAt, endsAt, period, enableAnnualEarnCycle }) => {
    if (
      startsAt !== null &&
      endsAt !== null &&
      lastInstantOf(endsAt, UTC) < firstInstantOf(startsAt, UTC)
    ) {
      return { reason: "window_ends_before_start" };
    }
    if (period !== null && enableAnnualEarnCycle) return { reason: "two_cycles" };
    return problemOfLevels(levels);
  },
  retired: { isPublished: false, isArchived: true },
  staysOnServer: true,
};

const problemOfLevels = (levels: readonly AchievementLevel[]): DefinitionProblem | null => {
  const highest = Math.max(...levels.map(({ trigger }) => trigger));
  for (const [index, { trigger, repeats, repeatInterval }] of levels.entries()) {
    if (levels.findIndex((level) => level.trigger === trigger) !== index) {
      return { reason: "same_trigger", index };
    }
    if (repeats && trigger !== highest) return { reason: "only_last_repeats", index };
    if (repeats && repeatInterval === null) return { reason: "repeat_interval_missing", index };
  }
  return null;
};
