import { z } from "zod";
import {
  both,
  condition,
  dayOrMomentOrNull,
  optionalLines,
  toggle,
} from "#shared/api/api-field.ts";
import { BUYER_VARIABLES } from "#shared/api/condition-variables.ts";
import {
  definitionNumber,
  filled,
  linesOrNull,
  orNull,
  slug,
  textOrNull,
  timezone,
} from "#shared/api/fields.ts";
import { audienceApi } from "#shared/api/incentive/audience.ts";
import { definitionApi } from "#shared/api/incentive/definition-api.ts";
import { PRODUCT_VARIABLES } from "#shared/catalogue/product-data.ts";
import {
  ACHIEVEMENT_DEFAULTS,
  type AchievementLevel,
  achievementPeriodSchema,
  countedSchema,
  displayOptionSchema,
  LEVELS_MAX,
  TRIGGER_MAX,
} from "#shared/incentive/achievements/achievement.ts";
import { UNLOCKS_MAX, type Unlock } from "#shared/incentive/achievements/unlock.ts";
import { anyJson, type ExtraFields, JSON_LENGTH_MAX } from "#shared/kernel/json.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { unlockKindOf, unlockType } from "./unlock.ts";

const count = wholeNumber.pipe(z.int().min(1).max(TRIGGER_MAX));

/**
 * What a level issues: a definition by its id or handle. With `id_type` handle, `id` is one too.
 */
const unlockBody = z
  .object({
    type: unlockType,
    id: z.union([z.string(), z.number()]).optional(),
    handle: slug.optional(),
    id_type: z.enum(["id", "handle"]).optional(),
  })
  .transform(({ type, id, handle, id_type }, context): Unlock => {
    const kind = unlockKindOf(type);
    if (handle !== undefined) return { kind, ref: { handle } };
    const byHandle = id_type === "handle" ? slug.safeParse(id) : null;
    if (byHandle?.success) return { kind, ref: { handle: byHandle.data } };
    const number = byHandle ? null : definitionNumber.safeParse(id);
    if (number?.success) return { kind, ref: { id: number.data } };
    context.addIssue({ code: "custom", message: "must name a definition by its id or handle" });
    return z.NEVER;
  });

const unlocksBody = z.array(unlockBody).max(UNLOCKS_MAX, `must not have more than ${UNLOCKS_MAX}`);

type LevelMeta = { readonly meta: ExtraFields | null; readonly unlocks: readonly Unlock[] };

/** Free JSON of a level; only its `unlocks` decide anything. */
const metaBody = z.record(z.string(), anyJson).transform((meta, context): LevelMeta => {
  if (JSON.stringify(meta).length > JSON_LENGTH_MAX) {
    context.addIssue({ code: "custom", message: "is too large: at most 20 kB" });
  }
  const unlocks = unlocksBody.safeParse(meta["unlocks"] ?? []);
  for (const { path, message } of unlocks.error?.issues ?? []) {
    context.addIssue({ code: "custom", path: ["unlocks", ...path], message });
  }
  return { meta, unlocks: unlocks.data ?? [] };
});

const levelBody = z
  .object({
    name: filled(200),
    display_number: wholeNumber.pipe(z.int().min(0).max(TRIGGER_MAX)),
    description: linesOrNull(2000).optional(),
    trigger: count,
    repeats: flag.optional(),
    repeat_interval: orNull(count).optional(),
    allow_multiple_earn: flag.optional(),
    meta: orNull(metaBody).optional(),
  })
  .transform(
    (sent): AchievementLevel => ({
      name: sent.name,
      displayNumber: sent.display_number,
      description: sent.description ?? null,
      trigger: sent.trigger,
      repeats: sent.repeats ?? false,
      repeatInterval: sent.repeat_interval ?? null,
      allowMultipleEarn: sent.allow_multiple_earn ?? false,
      meta: sent.meta?.meta ?? null,
      unlocks: [...(sent.meta?.unlocks ?? [])],
    }),
  );

const levelView = z.object({
  name: z.string(),
  display_number: z.int(),
  description: z.string().nullable(),
  trigger: z.int(),
  repeats: z.boolean(),
  repeat_interval: z.int().nullable(),
  allow_multiple_earn: z.boolean(),
  meta: anyJson,
});

/** The levels of an achievement (DOMAIN §10.2). */
const levels = {
  body: z
    .array(levelBody)
    .min(1, "must have at least one level")
    .max(LEVELS_MAX, `must not have more than ${LEVELS_MAX}`),
  view: z.array(levelView),
  encode: (held: readonly AchievementLevel[]): z.output<typeof levelView>[] =>
    held.map((level) => ({
      name: level.name,
      display_number: level.displayNumber,
      description: level.description,
      trigger: level.trigger,
      repeats: level.repeats,
      repeat_interval: level.repeatInterval,
      allow_multiple_earn: level.allowMultipleEarn,
      meta: level.meta,
    })),
};

/** An achievement definition in the API (DOMAIN §10.2). */
export const achievementDefinitionApi = definitionApi({
  kind: "achievement",
  required: { levels },
  optional: {
    /** Our additions: what of a sale counts, and on what conditions. */
    counts: both(countedSchema, countedSchema),
    profile_conditions: condition(BUYER_VARIABLES),
    product_conditions: condition(PRODUCT_VARIABLES),
    starts_at: dayOrMomentOrNull,
    ends_at: dayOrMomentOrNull,
    period: both(orNull(achievementPeriodSchema), achievementPeriodSchema.nullable()),
    enable_annual_earn_cycle: toggle,
    timezone: both(orNull(timezone), z.string().nullable()),
    display_option: both(displayOptionSchema, displayOptionSchema),
    display_level: toggle,
    is_published: toggle,
    description: optionalLines(2000),
    short_description: optionalLines(500),
    ...audienceApi,
  },
  kept: {
    type: textOrNull(64),
    currency: textOrNull(3),
    long_description: linesOrNull(10_000),
    terms_conditions: linesOrNull(10_000),
    earn_instructions: linesOrNull(10_000),
    internal_notes: linesOrNull(10_000),
    icon: textOrNull(1000),
    image_url: textOrNull(1000),
  },
  defaults: ACHIEVEMENT_DEFAULTS,
});
