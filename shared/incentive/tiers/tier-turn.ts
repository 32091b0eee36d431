import type { CalendarDay } from "#shared/kernel/time.ts";
import type { TierDefinition } from "./tier.ts";

/** What a day did to the tier that a profile holds; the definitions are as they were on it. */
export type TierTurn =
  | {
      readonly kind: "reached";
      /** The first day with the tier. */
      readonly day: CalendarDay;
      readonly tier: TierDefinition;
      /** It, and before it the lower ones that the profile jumped over, the lowest first. */
      readonly passed: readonly TierDefinition[];
      /** Of the twelve months up to that day, in hundredths; null: staff gave it. */
      readonly points: number | null;
    }
  | {
      readonly kind: "kept" | "lost";
      /** The anniversary whose end decided, or the day on which staff gave a lower tier. */
      readonly day: CalendarDay;
      readonly tier: TierDefinition;
      /** What decided at the anniversary; null: staff gave a lower tier. */
      readonly judged: JudgedPoints | null;
      /** What it holds after that; null: none. */
      readonly to: TierDefinition | null;
    };

/** What an anniversary is decided by ([T3], [T4]), in hundredths. */
export type JudgedPoints = {
  readonly credit: number;
  readonly progress: number;
  /** Of the twelve months. */
  readonly year: number;
};
