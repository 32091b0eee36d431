import { z } from "zod";
import { versionSchema, versionView } from "#shared/api/ledger/why-entry.ts";
import type { AchievementDefinition } from "#shared/incentive/achievements/achievement.ts";
import type { AchievementProgress } from "#shared/incentive/achievements/achievement-progress.ts";
import type { UnlockedLevel } from "#shared/incentive/achievements/unlocked-levels.ts";
import type { Definition } from "#shared/incentive/definition.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import type { TimeZone } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type ByHand, handReasonSchema } from "#shared/ledger/by-hand.ts";
import { levelSentence, progressSentence } from "./achievement-sentences.ts";

/** With the achievement's id, `version` is one of `definitions`. */
const countFields = { day: z.string(), count: z.number(), version: z.int() };

/** Why a profile stands where it does in each achievement (DOMAIN §11.11). */
export const whyAchievementsSchema = z.object({
  achievements: z.array(
    z.object({
      definition_id: z.int(),
      handle: z.string(),
      name: z.string(),
      score: z.number(),
      sentence: z.string(),
      /** Those unlocked in any cycle. */
      levels: z.array(
        z.object({
          display_number: z.int(),
          name: z.string(),
          trigger: z.int(),
          /** The first day of the cycle; null: it is counted for life. */
          cycle: z.string().nullable(),
          unlocked_at: z.string(),
          sentence: z.string(),
        }),
      ),
      /** The latest hundred that counted. */
      transactions: z.array(z.object({ transaction_id: z.int(), ...countFields })),
      /** The latest hundred counts by hand. */
      by_hand: z.array(
        z.object({
          command_id: z.string(),
          ...countFields,
          reason: handReasonSchema.nullable(),
          reference: z.string().nullable(),
        }),
      ),
    }),
  ),
  definitions: z.array(versionSchema),
});

type CountOn = { readonly day: string; readonly version: number };

type Explained = {
  readonly definition: Pick<AchievementDefinition, "id" | "handle" | "name">;
  readonly zone: TimeZone;
  readonly progress: AchievementProgress | null;
  readonly levels: readonly UnlockedLevel[];
  readonly transactions: readonly (CountOn & {
    readonly transactionId: number;
    readonly count: number;
  })[];
  readonly byHand: readonly (CountOn &
    ByHand & {
      readonly commandId: string;
      readonly gained: number;
      readonly lost: number;
    })[];
};

/** What explains a profile's achievements, as the API shows it. */
export const whyAchievementsView = (
  achievements: readonly Explained[],
  versions: readonly Definition[],
): z.output<typeof whyAchievementsSchema> => ({
  achievements: achievements.map((each) => ({
    definition_id: each.definition.id,
    handle: each.definition.handle,
    name: each.definition.name,
    score: shown(each.progress?.score ?? 0),
    sentence: [
      ...each.levels.map((level) => levelSentence(level, each.zone)),
      progressSentence(each.progress),
    ].join(" "),
    levels: each.levels.map((unlocked) => ({
      display_number: unlocked.level.displayNumber,
      name: unlocked.level.level.name,
      trigger: unlocked.level.trigger,
      cycle: unlocked.cycle,
      unlocked_at: formatV3(unlocked.at),
      sentence: levelSentence(unlocked, each.zone),
    })),
    transactions: each.transactions.map(({ transactionId, day, count, version }) => ({
      ...{ transaction_id: transactionId, day, count: shown(count), version },
    })),
    by_hand: each.byHand.map(({ commandId, day, gained, lost, version, reason, reference }) => ({
      ...{ command_id: commandId, day, count: shown(gained - lost), version, reason, reference },
    })),
  })),
  definitions: versions.map(versionView),
});

const shown = (count: number): number => decimalOf(count, POINT_DIGITS);
