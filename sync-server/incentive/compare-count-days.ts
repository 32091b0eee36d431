import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import {
  readAllCountDays,
  type StoredCountDay,
  sumCountDays,
} from "#sync-server/storage/achievement-day-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * What was counted for a profile's achievements, worked out from its transactions and what was
 * counted by hand, and where the stored days differ ([M2]).
 */
export const compareCountDays = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<{
  readonly rebuilt: readonly StoredCountDay[];
  readonly differences: readonly Difference[];
}> => {
  const stored = new Map(
    (await readAllCountDays(deps, profileId)).map((each) => [keyOf(each), textOf(each)]),
  );
  const rebuilt = await sumCountDays(deps, profileId);
  const counted = new Map(rebuilt.map((each) => [keyOf(each), textOf(each)]));
  const differences = [...new Set([...stored.keys(), ...counted.keys()])].flatMap((field) => {
    const texts = { stored: stored.get(field) ?? NOTHING, rebuilt: counted.get(field) ?? NOTHING };
    const place = { profileId, part: "achievement counts", field };
    return texts.stored === texts.rebuilt ? [] : [{ ...place, ...texts }];
  });
  return { rebuilt, differences };
};

const keyOf = ({ definitionId, day }: StoredCountDay): string => `${definitionId} ${day}`;

const textOf = ({ gained, lost }: Pick<StoredCountDay, "gained" | "lost">): string =>
  `+${gained} -${lost}`;

const NOTHING = textOf({ gained: 0, lost: 0 });
