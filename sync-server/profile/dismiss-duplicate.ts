import type { DuplicateId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { duplicateStore, readDuplicate } from "#sync-server/storage/profile/duplicate-store.ts";
import type { DuplicateRecord } from "#sync-server/storage/profile/duplicate-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Says that two profiles aren't one person's, or takes that back ([I24]). */
export const dismissDuplicate = async (
  deps: WriteDeps,
  { id, isDismissed }: { readonly id: DuplicateId; readonly isDismissed: boolean },
): Promise<Result<DuplicateRecord, { readonly reason: "duplicate_unknown" }>> => {
  const pair = await duplicateStore.lock(deps, { id });
  if (!pair || !(await readDuplicate(deps, id))) return err({ reason: "duplicate_unknown" });
  if (pair.isDismissed === isDismissed) return ok(pair);
  const changes = isDismissed
    ? { isDismissed, dismissedAt: deps.now, dismissedBy: deps.actor }
    : { isDismissed, dismissedAt: null, dismissedBy: null };
  await duplicateStore.update(deps, id, changes);
  return ok({ ...pair, ...changes, updatedAt: deps.now });
};
