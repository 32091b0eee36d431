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
    }
  | {
      readonly kind: "kept" | "lost";
      /** The anniversary whose end decided, or the day on which staff gave a lower tier. */
      readonly day: CalendarDay;
      readonly tier: TierDefinition;
    };
