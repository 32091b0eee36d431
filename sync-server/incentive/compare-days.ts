import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";

type Day = {
  readonly definitionId: DefinitionId;
  readonly day: CalendarDay;
  readonly gained: number;
  readonly lost: number;
};

/** Where the stored days of a profile differ from those that were worked out; `part` names them. */
export const compareDays = (
  { profileId, part }: { readonly profileId: ProfileId; readonly part: string },
  stored: readonly Day[],
  rebuilt: readonly Day[],
): readonly Difference[] => {
  const [were, are] = [textsOf(stored), textsOf(rebuilt)];
  return [...new Set([...were.keys(), ...are.keys()])].flatMap((field) => {
    const texts = { stored: were.get(field) ?? NOTHING, rebuilt: are.get(field) ?? NOTHING };
    return texts.stored === texts.rebuilt ? [] : [{ profileId, part, field, ...texts }];
  });
};

const textsOf = (days: readonly Day[]): ReadonlyMap<string, string> =>
  new Map(days.map((each) => [`${each.definitionId} ${each.day}`, textOf(each)]));

const textOf = ({ gained, lost }: Pick<Day, "gained" | "lost">): string => `+${gained} -${lost}`;

const NOTHING = textOf({ gained: 0, lost: 0 });
