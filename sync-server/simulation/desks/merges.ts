import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { mergeProfiles } from "#sync-server/merging/merge-profiles.ts";
import { unmergeProfiles } from "#sync-server/merging/unmerge-profiles.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import { createCaller } from "#sync-server/simulation/server/caller.ts";
import { drawDetails } from "#sync-server/simulation/world/chain.ts";
import type { DeskAct, DeskDeps } from "./desk.ts";

type MergeDeskDeps = DeskDeps & {
  /** Includes profiles that were merged or created since. */
  readonly profileIds: () => readonly ProfileId[];
};

/**
 * Head office finds that two profiles are one person's, merges them, and now and then was wrong
 * (profile/SPEC.md [I1] to [I10]). Nothing else in the world is told.
 */
export const openMergeDesk = (deps: MergeDeskDeps): DeskAct => {
  const { server, chain, scenario, schedule, random, history } = deps;
  const note = (text: string): void => history.note(schedule.now(), `merge desk: ${text}`);
  const call = createCaller({ server, scenario, random, history, note });
  const losers: ProfileId[] = [];

  /** Somebody joins at a till that isn't one of ours, so that there is always somebody to merge. */
  const join = async (): Promise<void> => {
    const profileId = profileIdSchema.parse(random.uuid7(schedule.now()));
    note(`${profileId} joins`);
    const joined = await server.write(createProfileRecord, {
      profileId,
      details: drawDetails(random),
      identities: [],
      joinedAt: server.clock(),
      joinedLocationId: random.pick(chain.locations).id,
      joinedStaffId: null,
    });
    if (joined?.ok) history.created.push(profileId);
  };

  const merge = async (): Promise<void> => {
    const winnerId = random.pick(random.chance(0.5) ? chain.profileIds : deps.profileIds());
    const loserId = random.pick(deps.profileIds());
    note(`merges ${loserId} into ${winnerId}`);
    const merged = await call(mergeProfiles, { winnerId, loserId, commandId: null });
    history.count(`merge ${merged?.ok ? "done" : merged?.error.reason}`);
    losers.push(loserId);
    if (random.chance(0.15)) await unmerge(loserId);
  };

  const unmerge = async (loserId: ProfileId): Promise<void> => {
    note(`undoes the merge of ${loserId}`);
    const undone = await call(unmergeProfiles, { loserId, commandId: null });
    history.count(`unmerge ${undone?.ok ? "done" : undone?.error.reason}`);
  };

  return async () => {
    if (!random.chance(scenario.mergeShare)) return;
    const what = random.between(1, 10);
    if (what <= 4) await join();
    else if (what <= 8 || losers.length === 0) await merge();
    else await unmerge(random.pick(losers));
  };
};
