import { dayAfter } from "#shared/kernel/calendar-day.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { type CalendarDay, instant } from "#shared/kernel/time.ts";
import type { TierDefinition } from "./tier.ts";
import type { TierFacts, TierVersion } from "./tier-facts.ts";
import { judgeUntil, tierHistory } from "./tier-history.ts";
import type { TierTurn } from "./tier-turn.ts";
import { type Welcome, welcomesDue } from "./welcome.ts";

/** What a span of days did to a profile's tier of a programme. */
export type TiersDuring = {
  /** In order. */
  readonly turns: readonly TierTurn[];
  /** What it was due for reaching them ([T14]). */
  readonly welcomes: readonly Welcome[];
  /** What it holds at the end of the last day; null: none. */
  readonly held: DefinitionId | null;
  readonly hasEntered: boolean;
};

/**
 * What local days, both included, did to a profile's tier ([T1] to [T9]), as far as they are over:
 * the end of `today` has decided no anniversary yet.
 */
export const tiersDuring = (
  facts: TierFacts,
  { from, to }: { readonly from: CalendarDay; readonly to: CalendarDay },
  today: CalendarDay,
): TiersDuring => {
  const isOver = to < today;
  const last = isOver ? to : today;
  const history = judgeUntil(tierHistory(facts, last), isOver ? dayAfter(to) : today);
  const isDuring = ({ day }: { readonly day: CalendarDay }) => from <= day && day <= last;
  return {
    turns: history.turns.filter(isDuring),
    welcomes: welcomesDue(history).filter(isDuring),
    held: history.held?.definitionId ?? null,
    hasEntered: history.hasEntered,
  };
};

/** Definitions as though each had always been in force as it is now ([T13]). */
export const alwaysInForce = (definitions: readonly TierDefinition[]): readonly TierVersion[] =>
  definitions.map((definition) => ({
    at: THE_BEGINNING,
    definition: { ...definition, version: 1 },
  }));

const THE_BEGINNING = instant(0);
