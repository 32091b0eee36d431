import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import type { ProfileType } from "#shared/profile/profile-type.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { readProfileRules } from "#sync-server/storage/organisation/settings-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Sets when a profile whose type is new is to be forgotten: only a temporary one is ([I25]). */
export const setTemporaryDue = async (
  deps: WriteDeps,
  key: ProfileId,
  type: ProfileType,
): Promise<void> => {
  const isTemporary = type === "temporary";
  const days = isTemporary ? (await readProfileRules(deps)).temporary_days : 0;
  const at = isTemporary ? addMs(deps.now, days * DAY_MS) : null;
  await setDue(deps, { kind: "forget_temporary", key }, at);
};
