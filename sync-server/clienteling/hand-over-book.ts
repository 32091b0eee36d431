import { z } from "zod";
import { assert } from "#shared/kernel/assert.ts";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { updateProfileRecord } from "#sync-server/profile/update-profile.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { readProfilesOfAssociate } from "#sync-server/storage/profile/living-profiles.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Whose customers go to whom; null: to nobody. */
const handOverSchema = z.object({ from: staffIdSchema, to: staffIdSchema.nullable() });
type HandOver = z.infer<typeof handOverSchema>;

/** Few enough not to hold up a till. */
const PROFILES_AT_ONCE = 100;

/**
 * Gives the customers of one staff member to another ([X32]): some at once, the others in the
 * background, each as a change of its profile. Asked again, it goes on with those that are left.
 */
export const handOverBook = async (deps: WriteDeps, { from, to }: HandOver): Promise<void> => {
  if (from === to) return;
  const nextAt = await moveSome(deps, { from, to });
  if (nextAt !== null) {
    await setDue(deps, { kind: "hand_over_book", key: `${from} ${to ?? ""}`.trim() }, nextAt);
  }
};

/** Moves some of those that are left, and says when to go on; null if that was all. */
export const handOverSome = (deps: WriteDeps, key: string): Promise<Instant | null> => {
  const [from, to = null] = key.split(" ");
  return moveSome(deps, handOverSchema.parse({ from, to }));
};

const moveSome = async (deps: WriteDeps, { from, to }: HandOver): Promise<Instant | null> => {
  const ids = await readProfilesOfAssociate(deps, from, PROFILES_AT_ONCE);
  for (const profileId of ids) {
    const moved = await updateProfileRecord(deps, { profileId, changes: {}, associateId: to });
    assert(moved.ok, "a living profile can change hands");
  }
  return ids.length < PROFILES_AT_ONCE ? null : deps.now;
};
