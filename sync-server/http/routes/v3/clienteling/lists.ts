import { z } from "zod";
import {
  listChangeSchema,
  listOf,
  listViewSchema,
  newListSchema,
} from "#shared/api/clienteling/list.ts";
import {
  listItemBodySchema,
  listItemOf,
  listItemViewSchema,
} from "#shared/api/clienteling/list-item.ts";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { type ListId, listIdSchema, listItemIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { mountAt } from "#sync-server/http/routes/v3/mount-at.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { conflict, invalid, staffUnknown, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resourceOf } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import {
  listItemStore,
  listItemsOf,
  listListsOf,
  listStore,
} from "#sync-server/storage/clienteling/list-store.ts";
import {
  type ListRecord,
  listItemTable,
  listTable,
} from "#sync-server/storage/clienteling/list-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { itemRefusals, LIST_REFUSALS } from "./list-refusals.ts";
import { showItems, showLists } from "./list-views.ts";

const listNumber = rowNumber.pipe(listIdSchema);

const readListOf = async (
  read: ReadDeps,
  profileId: ProfileId,
  id: ListId,
): Promise<ListRecord | null> => {
  const list = await listStore.read(read, id);
  return list?.profileId === profileId ? list : null;
};

/** `/profiles/{id}/lists` (DOMAIN §13.2). */
export const lists = profileResource({
  path: "/lists",
  noun: "list",
  scope: "product-lists",
  id: listNumber,
  param: "list_id",
  view: listViewSchema,
  list: {
    filters: filtersOf(listTable, { definition_id: "list_definition_id" }),
    page: ({ read, profile }, query) => listListsOf(read, profile.id, query),
  },
  read: ({ read, profile }, id) => readListOf(read, profile.id, id),
  create: {
    body: newListSchema,
    write: ({ write, profile, body }) =>
      write("createList", { ...listOf(body), name: body.name, profileId: profile.id }),
  },
  change: {
    body: listChangeSchema,
    write: ({ write, body }, id) => write("updateList", { id, changes: listOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteList", { id }) },
  show: showLists,
  refusals: {
    ...LIST_REFUSALS,
    ...itemRefusals((name, at) => `items.${at}.${name}`),
    profile_unknown: unknown("profile"),
    definition_unknown: invalid("list_definition_id", "There is no such definition of lists."),
    new_not_allowed: conflict("There can be no more lists of this definition."),
    delete_not_allowed: conflict("Lists of this definition can't be deleted."),
    definition_fixed: invalid("list_definition_id", "A list keeps its definition."),
    handle_fixed: invalid("handle", "The handle can't be changed."),
    handle_taken: invalid("handle", "The profile has another list with this handle."),
    staff_unknown: staffUnknown,
    location_unknown: invalid("location_id", "There is no such location."),
  },
});

/** A request about one list of a profile. */
export type ListPlane = ProfilePlane & { readonly list: ListRecord };

const listParams = z.object({ list_id: listNumber });

/** Finds the list by the id in the path; 404 if the profile has no such list. */
export const byListId = (mount: Mount<ProfilePlane>): Mount<ListPlane> =>
  mountAt(mount, {
    path: "/lists/:list_id",
    params: listParams,
    noun: "list of this profile",
    find: async (plane, { list_id: id }) => {
      const list = await readListOf(plane.read, plane.profile.id, id);
      return list && { ...plane, list };
    },
  });

const ITEM_REFUSALS = {
  ...LIST_REFUSALS,
  ...itemRefusals((name) => name),
  list_item_unknown: unknown("item of this list"),
};

/** What one list has. */
export const listResource = resourceOf<ListPlane>("list");

/** `/profiles/{id}/lists/{list_id}/items`. */
export const listItems = listResource({
  path: "/items",
  noun: "item",
  tag: "lists",
  partOf: "product-lists",
  id: rowNumber.pipe(listItemIdSchema),
  param: "list_item_id",
  view: listItemViewSchema,
  list: {
    filters: filtersOf(listItemTable),
    page: ({ read, list }, query) => listItemsOf(read, list.id, query),
  },
  read: async ({ read, list }, id) => {
    const item = await listItemStore.read(read, id);
    return item?.listId === list.id ? item : null;
  },
  create: {
    body: listItemBodySchema,
    write: ({ write, list, body }) =>
      write("addListItem", { listId: list.id, item: listItemOf(body) }),
    summary: "Put something into a list",
  },
  change: {
    body: listItemBodySchema,
    write: ({ write, list, body }, id) =>
      write("changeListItem", { listId: list.id, id, changes: listItemOf(body) }),
  },
  remove: {
    write: ({ write, list }, id) => write("removeListItem", { listId: list.id, id }),
    summary: "Take something out of a list",
  },
  show: showItems,
  refusals: ITEM_REFUSALS,
});

/** Clients also change an item by `POST` at its own path, where resources have no operation. */
export const addItemPost = (mount: Mount<ListPlane>): void =>
  addRoute(mount, {
    method: "POST",
    url: "/items/:list_item_id",
    params: itemParams,
    scopes: ["update-product-lists"],
    tag: "lists",
    summary: "Change an item of a list, as PUT does",
    noun: "item of this list",
    body: listItemBodySchema,
    shown: listItemViewSchema,
    answer: one(listItemViewSchema),
    handle: async (call) => {
      const { write, list, params, body } = call;
      const named = { listId: list.id, id: params.list_item_id };
      const changed = await write("changeListItem", { ...named, changes: listItemOf(body) });
      if (!changed.ok) return err(byReason(ITEM_REFUSALS, changed.error));
      const [shown] = await showItems(call, [changed.value]);
      return ok({ data: assertDefined(shown, "the item just written") });
    },
  });

const itemParams = z.object({ list_item_id: rowNumber.pipe(listItemIdSchema) });
