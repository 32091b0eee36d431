import { sharedListView, sharedListViewSchema } from "#shared/api/clienteling/list.ts";
import { sharedItemView } from "#shared/api/clienteling/list-item.ts";
import {
  listShareView,
  listShareViewSchema,
  newListShareSchema,
} from "#shared/api/clienteling/list-share.ts";
import { filled, rowNumber } from "#shared/api/fields.ts";
import { listShareIdSchema } from "#shared/kernel/ids.ts";
import { findSharedList } from "#sync-server/clienteling/list-shares.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { readItemsOf, readSharesOf } from "#sync-server/storage/clienteling/list-store.ts";
import { LIST_REFUSALS } from "./list-refusals.ts";
import { readFoundForItems, readListDefinitions } from "./list-views.ts";
import { listResource } from "./lists.ts";

const shared = {
  path: "/shares",
  noun: "share",
  tag: "lists",
  partOf: "product-lists",
  view: listShareViewSchema,
} as const;

const NO_SUCH_SHARE = { list_share_unknown: unknown("share of this list") };

/** `/profiles/{id}/lists/{list_id}/shares`: the codes that show a list to guests (DOMAIN §13.3). */
export const listShares = listResource({
  ...shared,
  id: rowNumber.pipe(listShareIdSchema),
  param: "share_id",
  all: ({ read, list, now }) => readSharesOf(read, [list.id], now),
  read: async ({ read, list, now }, id) =>
    (await readSharesOf(read, [list.id], now)).find((share) => share.id === id) ?? null,
  create: {
    body: newListShareSchema,
    write: ({ write, list, body }) =>
      write("shareList", { listId: list.id, expiresAt: body.expires_at ?? null }),
    summary: "Share a list by a new code",
  },
  remove: {
    write: ({ write, list }, id) => write("unshareList", { listId: list.id, id }),
    summary: "End a share of a list",
  },
  show: (_plane, rows) => rows.map(listShareView),
  refusals: {
    ...NO_SUCH_SHARE,
    list_unknown: LIST_REFUSALS.list_unknown,
    share_not_allowed: conflict("Lists of this definition can't be shared."),
    ends_in_past: invalid("expires_at", "The end must not be in the past."),
    too_many_shares: ({ max }) => conflict(`The list has ${max} shares already: end some first.`),
  },
});

/** The same path ends all of them. */
export const allListShares = listResource({
  ...shared,
  remove: {
    write: ({ write, list }) => write("unshareList", { listId: list.id, id: null }),
    summary: "End all shares of a list",
  },
  show: () => [],
  refusals: NO_SUCH_SHARE,
});

/** `/lists/shares/{code}`: a list as guests see it. */
export const sharedLists = resource({
  path: "/lists/shares",
  noun: "shared list",
  tag: "lists",
  scope: "product-lists",
  id: filled(64),
  param: "code",
  view: sharedListViewSchema,
  read: ({ read, now }, code) => findSharedList(read, code, now),
  show: async (plane, lists) => {
    const items = await readItemsOf(
      plane.read,
      lists.map(({ id }) => id),
    );
    const [foundFor, definitions] = await Promise.all([
      readFoundForItems(plane, items),
      readListDefinitions(plane, lists),
    ]);
    return lists.map((list) => {
      const own = items.filter(({ listId }) => listId === list.id);
      return sharedListView(list, {
        definition: definitions.get(list.definitionId) ?? null,
        items: own.map((item) => sharedItemView(item, foundFor(item))),
      });
    });
  },
});
