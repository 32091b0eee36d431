import type { LocationId, TaskId } from "#shared/kernel/ids.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { scopeOfLocation } from "#sync-server/storage/sync/feed-touch.ts";

/** Puts a task in the feed of its location (clienteling/SPEC.md [X18]). */
export const touchTask = (
  deps: WriteDeps,
  { id, locationId }: { readonly id: TaskId; readonly locationId: LocationId },
  isDeleted = false,
): void =>
  deps.touched({
    ...{ collection: "tasks", docId: id, isDeleted },
    ...{ scope: scopeOfLocation(locationId), locationId: null },
  });
