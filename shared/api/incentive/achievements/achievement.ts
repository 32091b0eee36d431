import { z } from "zod";
import { definitionNumber, freeJson, localMoment, orNull } from "#shared/api/fields.ts";
import { byHandFields, byHandOf } from "#shared/api/ledger/by-hand.ts";
import {
  type AchievementDefinition,
  TRIGGER_MAX,
} from "#shared/incentive/achievements/achievement.ts";
import type { LevelAt } from "#shared/incentive/achievements/achievement-levels.ts";
import {
  type AchievementMovement,
  achievementMovementSchema,
} from "#shared/incentive/achievements/achievement-movement.ts";
import type {
  AchievementProgress,
  Shown,
} from "#shared/incentive/achievements/achievement-progress.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { mapTable, recordOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { achievementDefinitionApi } from "./achievement-definition.ts";

/** A count to add by hand (DOMAIN §10.3). */
export const newCountSchema = z.object({
  definition_id: definitionNumber,
  count: wholeNumber
    .pipe(z.int().min(-TRIGGER_MAX).max(TRIGGER_MAX))
    .refine((count) => count !== 0, "must not be 0"),
  issued_at: orNull(localMoment).optional(),
  expires_at: orNull(localMoment).optional(),
  meta: orNull(freeJson).optional(),
  ...byHandFields,
});

/** The same in our terms, except for whom. */
export const newCountOf = (body: z.output<typeof newCountSchema>) => ({
  definitionId: body.definition_id,
  count: body.count,
  issuedAt: body.issued_at ?? null,
  expiresAt: body.expires_at ?? null,
  meta: JSON.stringify(body.meta ?? null),
  ...byHandOf(body),
});

const levelView = z.object({ name: z.string(), display_number: z.int(), trigger: z.int() });
const levelOrNull = levelView.nullable();

const progressSchema = z.object({
  profile_id: z.string(),
  definition_id: z.int(),
  current_level: levelOrNull,
  prev_level: levelOrNull,
  next_level: levelOrNull,
  /** What the score still lacks. */
  next_level_remain: z.number().nullable(),
  /** In the cycle that is now. */
  current_score: z.number(),
  current_cycle_score: z.number(),
  /** The part of the score that the current level took, and what is over. */
  used_score: z.number(),
  current_remain: z.number(),
  /** No credit is carried from one cycle to the next. */
  current_credit: z.number(),
  prev_credit: z.number(),
  achieved_at: z.string().nullable(),
  /** The last second of the cycle; null if the achievement is counted for life. */
  anniversary_at: z.string().nullable(),
});

/** What a profile is shown of a definition; all of it is null in a mystery, but the hint. */
const DEFINITION_FIELDS = [
  "id",
  "name",
  "handle",
  "description",
  "short_description",
  "long_description",
  "earn_instructions",
  "terms_conditions",
  "icon",
  "image_url",
  "starts_at",
  "ends_at",
  "period",
  "enable_annual_earn_cycle",
  "display_level",
  "display_option",
] as const;
type DefinitionField = (typeof DEFINITION_FIELDS)[number];

const nullable = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const shownLevel = levelView.extend({
  description: z.string().nullable(),
  repeats: z.boolean(),
  repeat_interval: z.int().nullable(),
});

/** An achievement of a profile, with its progress; none of it before anything was counted. */
export const achievementViewSchema = z.object({
  ...recordOf<DefinitionField, typeof nullable>(DEFINITION_FIELDS, nullable),
  levels: z.array(shownLevel),
  progress: z.array(progressSchema),
});
export type AchievementView = z.output<typeof achievementViewSchema>;

type Held = {
  readonly record: {
    readonly definition: AchievementDefinition;
    readonly extra: ExtraFields;
    readonly createdAt: Instant;
    readonly updatedAt: Instant;
  };
  readonly shown: Shown;
  readonly progress: AchievementProgress | null;
  readonly cycleEndsAt: Instant | null;
};

const NOTHING = recordOf<DefinitionField, null>(DEFINITION_FIELDS, null);

/** An achievement as its profile may see it (DOMAIN §10.1, incentive/SPEC.md [M8]). */
export const achievementView = (profileId: string, held: Held): AchievementView =>
  SHOWN[held.shown](profileId, held);

const SHOWN: Readonly<Record<Shown, (profileId: string, held: Held) => AchievementView>> = {
  nothing: () => ({ ...NOTHING, levels: [], progress: [] }),
  hint: (_profileId, { record: { definition } }) => ({
    ...NOTHING,
    short_description: definition.shortDescription,
    display_option: definition.displayOption,
    levels: [],
    progress: [],
  }),
  all: (profileId, { record, progress, cycleEndsAt }) => {
    const all: Readonly<Record<string, unknown>> = achievementDefinitionApi.show(record);
    const { definition } = record;
    return {
      ...mapTable(NOTHING, (_, name) => nullable.parse(all[name])),
      levels: definition.levels.map((level) => ({
        name: level.name,
        display_number: level.displayNumber,
        trigger: level.trigger,
        description: level.description,
        repeats: level.repeats,
        repeat_interval: level.repeatInterval,
      })),
      progress: progress
        ? [
            {
              profile_id: profileId,
              definition_id: definition.id,
              ...figures(progress, cycleEndsAt),
            },
          ]
        : [],
    };
  },
};

const figures = (
  { score, current, previous, next }: AchievementProgress,
  cycleEndsAt: Instant | null,
) => {
  const used = Math.min(score, (current?.trigger ?? 0) * 10 ** POINT_DIGITS);
  return {
    current_level: levelOf(current),
    prev_level: levelOf(previous),
    next_level: levelOf(next),
    next_level_remain: next && next.trigger - counts(score),
    current_score: counts(score),
    current_cycle_score: counts(score),
    used_score: counts(used),
    current_remain: counts(score - used),
    current_credit: 0,
    prev_credit: 0,
    achieved_at: current && formatV3(current.at),
    anniversary_at: cycleEndsAt === null ? null : formatV3(cycleEndsAt),
  };
};

const levelOf = (at: LevelAt | null): z.output<typeof levelOrNull> =>
  at && { name: at.level.name, display_number: at.displayNumber, trigger: at.trigger };

/** What a transaction did to an achievement, in the API's words. */
export const movedAchievementSchema = z.object({
  definition_id: achievementMovementSchema.shape.definitionId,
  handle: z.string(),
  name: z.string(),
  count: z.number(),
  current_score: z.number(),
  unlocked: z.array(levelView),
});

/** An achievement that a sale has moved, as the API shows it. */
export const movedAchievementView = (
  moved: AchievementMovement,
): z.output<typeof movedAchievementSchema> => ({
  definition_id: moved.definitionId,
  handle: moved.handle,
  name: moved.name,
  count: counts(moved.count),
  current_score: counts(moved.score),
  unlocked: moved.unlocked.map(({ name, displayNumber, trigger }) => ({
    name,
    display_number: displayNumber,
    trigger,
  })),
});

const counts = (hundredths: number): number => decimalOf(hundredths, POINT_DIGITS);
