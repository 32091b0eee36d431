import type { ProfileId } from "#shared/kernel/ids.ts";
import { distinct } from "#shared/kernel/object.ts";
import { addMs } from "#shared/kernel/time.ts";
import { LIKELY_POINTS, likenessOf } from "#shared/profile/likeness.ts";
import { likenessKeysOf } from "#shared/profile/likeness-keys.ts";
import {
  type LikelyPair,
  readDuplicatesOf,
  removeDuplicates,
  upsertDuplicates,
} from "#sync-server/storage/profile/duplicate-store.ts";
import {
  type ComparedProfile,
  lockCompared,
  readChangedSince,
  readCompared,
  readKeyHolders,
  replaceLikenessKeys,
  writeCompared,
} from "#sync-server/storage/profile/likeness-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { forgetLikeness } from "./forget-likeness.ts";

/** How many of those who have a key in common are compared with each other. */
const HOLDERS_MAX = 50;

/**
 * Compares at most `max` profiles that have changed since the last time with those that they have
 * something in common with, and writes which may be one person's ([I23]). Returns how many it was:
 * fewer than `max` once all are compared. Where it stopped is kept, so a restart goes on there.
 */
export const compareProfiles = async (
  deps: WriteDeps,
  {
    max,
    settledMs,
  }: {
    readonly max: number;
    /** For so long, a write that began before may still commit: its changes are compared later. */
    readonly settledMs: number;
  },
): Promise<number> => {
  const compared = await lockCompared(deps);
  const changed = await readChangedSince(deps, compared, addMs(deps.now, -settledMs), max);
  const last = changed.at(-1);
  if (!last) return 0;
  const ids = changed.map(({ id }) => id);
  const living = await readCompared(deps, ids);
  const livingIds = new Set(living.map(({ id }) => id));
  for (const id of ids) if (!livingIds.has(id)) await forgetLikeness(deps, id);
  if (living.length > 0) await compare(deps, living);
  await writeCompared(deps, { until: last.updatedAt, after: last.id });
  return changed.length;
};

const compare = async (deps: WriteDeps, profiles: readonly ComparedProfile[]): Promise<void> => {
  const ids = profiles.map(({ id }) => id);
  const keysOf = new Map(profiles.map((profile) => [profile.id, likenessKeysOf(profile)]));
  const keys = [...keysOf].flatMap(([id, own]) => own.map((key) => [key, id] as const));
  await replaceLikenessKeys(deps, ids, keys);
  const holders = await readKeyHolders(deps, distinct(keys.map(([key]) => key)), HOLDERS_MAX);
  const before = await readDuplicatesOf(deps, ids);
  const others = [
    ...[...holders.values()].flat(),
    ...before.flatMap(({ profileId, otherProfileId }) => [profileId, otherProfileId]),
  ];
  const missing = distinct(others).filter((id) => !keysOf.has(id));
  const known = new Map(
    [...profiles, ...(await readCompared(deps, missing))].map((each) => [each.id, each]),
  );
  const pairs = new Map<string, LikelyPair>();
  const add = (one: ProfileId, two: ProfileId): void => {
    const [first, second] =
      one < two ? [known.get(one), known.get(two)] : [known.get(two), known.get(one)];
    if (!first || !second || first === second) return;
    const pair = pairOf(first, second);
    if (pair) pairs.set(`${first.id} ${second.id}`, pair);
  };
  for (const [id, own] of keysOf) {
    for (const other of own.flatMap((key) => holders.get(key) ?? [])) add(id, other);
  }
  for (const { profileId, otherProfileId } of before) add(profileId, otherProfileId);
  await upsertDuplicates(deps, [...pairs.values()]);
  const over = before.filter(
    ({ profileId, otherProfileId, isDismissed }) =>
      !isDismissed && !pairs.has(`${profileId} ${otherProfileId}`),
  );
  await removeDuplicates(
    deps,
    over.map(({ id }) => id),
  );
};

/** The pair that two profiles are; null if they aren't likely to be one person's. */
const pairOf = (one: ComparedProfile, two: ComparedProfile): LikelyPair | null => {
  const { points: score, reasons } = likenessOf(one, two);
  return score < LIKELY_POINTS
    ? null
    : { profileId: one.id, otherProfileId: two.id, score, reasons };
};
