import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { sendAgainAt } from "#shared/sync/lots-for-device.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { lockAccount } from "./load-account.ts";

/**
 * Puts an account in the feed although nothing has happened to it, because devices hold some of its
 * points together that won't begin or expire together, and returns when that is due next
 * (sync/SPEC.md [S23]); null: never.
 */
export const sendAccountAgain = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<Instant | null> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked) return null;
  deps.touched(profileTouch(locked, "accounts", profileId));
  return sendAgainAt(locked.account.lots, deps.now);
};
