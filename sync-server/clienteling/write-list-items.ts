import { isSameJson } from "#shared/kernel/canonical.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { deleteItems, listItemStore } from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord, ListRecord } from "#sync-server/storage/clienteling/list-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { ItemPlan, ItemStep } from "./plan-list-items.ts";

/** Writes what was planned for the items of a list, which its caller puts in the feed. */
export const writeItems = async (
  deps: WriteDeps,
  list: ListRecord,
  { steps, removed }: ItemPlan,
): Promise<void> => {
  await removeItems(deps, list, removed);
  for (const step of steps) await writeItem(deps, list, step);
};

/** Writes one item, with an event if it is new or has changed. */
export const writeItem = async (
  deps: WriteDeps,
  list: ListRecord,
  { before, after }: ItemStep,
  /** Of the device that adds it ([X15]). */
  commandId: CommandId | null = null,
): Promise<ListItemRecord> => {
  if (!before) {
    const item = await listItemStore.append(deps, { ...after, commandId, listId: list.id });
    itemHappened(deps, "created", list, item);
    linked(deps, list, null, item);
    return item;
  }
  const item = { ...before, ...after };
  if (isSameJson(item, before)) return before;
  await listItemStore.update(deps, before.id, item);
  const written = { ...item, updatedAt: deps.now };
  itemHappened(deps, "updated", list, written);
  linked(deps, list, before, written);
  return written;
};

/** Deletes items, with their reservations, which are all cancelled. */
export const removeItems = async (
  deps: WriteDeps,
  list: ListRecord,
  items: readonly ListItemRecord[],
): Promise<void> => {
  await deleteItems(
    deps,
    items.map(({ id }) => id),
  );
  for (const item of items) itemHappened(deps, "deleted", list, item);
};

const itemHappened = (
  deps: WriteDeps,
  verb: "created" | "updated" | "deleted",
  list: ListRecord,
  { id: listItemId, productId, productVariantId, quantity }: ListItemRecord,
): void => {
  const { id: listId, profileId } = list;
  deps.happened({
    kind: `product-list-item.${verb}`,
    profileId,
    context: { listId, listItemId, productId, productVariantId, quantity },
  });
};

/** An item was bought by a line of a transaction. */
const linked = (
  deps: WriteDeps,
  { id: listId, profileId }: ListRecord,
  before: ListItemRecord | null,
  { id: listItemId, transactionItemId }: ListItemRecord,
): void => {
  if (transactionItemId === null || transactionItemId === before?.transactionItemId) return;
  const context = { listId, listItemId, transactionItemId };
  deps.happened({ kind: "product-list-item.linked", profileId, context });
};
