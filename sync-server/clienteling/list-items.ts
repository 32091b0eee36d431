import { LIST_ITEMS_MAX } from "#shared/clienteling/list.ts";
import type { CommandId, ListId, ListItemId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  listItemStore,
  readItemsOf,
  readReservedOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord } from "#sync-server/storage/clienteling/list-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { lockList, type OpenList } from "./open-list.ts";
import { type ItemsRefusal, planItem, type SentItem } from "./plan-list-items.ts";
import { removeItems, writeItem } from "./write-list-items.ts";

/** Why an item of a list can't be written, in order of precedence. */
export type ListItemRefusal =
  | { readonly reason: "list_unknown" }
  | { readonly reason: "list_item_unknown" }
  | { readonly reason: "edit_not_allowed" }
  | ItemsRefusal;

type Named = { readonly listId: ListId; readonly id: ListItemId };

/** Puts something into a list (DOMAIN §13.2). */
export const addListItem = async (
  deps: WriteDeps,
  {
    listId,
    item,
    commandId = null,
  }: {
    readonly listId: ListId;
    readonly item: SentItem;
    /** Of the device that adds it ([X15]). */
    readonly commandId?: CommandId | null;
  },
): Promise<Result<ListItemRecord, ListItemRefusal>> => {
  const open = await openToEdit(deps, listId);
  if (!open.ok) return open;
  const { list, powers } = open.value;
  const step = await planItem(deps, null, powers, item);
  if (!step.ok) return step;
  if ((await readItemsOf(deps, [listId])).length >= LIST_ITEMS_MAX) {
    return err({ reason: "too_many_items", max: LIST_ITEMS_MAX });
  }
  return ok(await writeItem(deps, list, step.value, commandId));
};

/** Changes what is in a list. */
export const changeListItem = async (
  deps: WriteDeps,
  { changes, ...named }: Named & { readonly changes: SentItem },
): Promise<Result<ListItemRecord, ListItemRefusal>> => {
  const open = await openItem(deps, named);
  if (!open.ok) return open;
  const { list, powers, item } = open.value;
  const step = await planItem(deps, item, powers, changes);
  return step.ok ? ok(await writeItem(deps, list, step.value)) : step;
};

/** Takes something out of a list, unless guests have reserved it ([X13]). */
export const removeListItem = async (
  deps: WriteDeps,
  named: Named,
): Promise<Result<null, ListItemRefusal>> => {
  const open = await openItem(deps, named);
  if (!open.ok) return open;
  const reserved = (await readReservedOf(deps, [named.id])).get(named.id) ?? 0;
  if (reserved > 0) return err({ reason: "item_reserved", reserved });
  await removeItems(deps, open.value.list, [open.value.item]);
  return ok(null);
};

const openToEdit = async (
  deps: WriteDeps,
  listId: ListId,
): Promise<Result<OpenList, { readonly reason: "list_unknown" | "edit_not_allowed" }>> => {
  const open = await lockList(deps, listId);
  if (!open) return err({ reason: "list_unknown" });
  return open.powers.allowEdit ? ok(open) : err({ reason: "edit_not_allowed" });
};

const openItem = async (
  deps: WriteDeps,
  { listId, id }: Named,
): Promise<Result<OpenList & { readonly item: ListItemRecord }, ListItemRefusal>> => {
  const open = await openToEdit(deps, listId);
  if (!open.ok) return open;
  const item = await listItemStore.read(deps, id);
  return item?.listId === listId
    ? ok({ ...open.value, item })
    : err({ reason: "list_item_unknown" });
};
