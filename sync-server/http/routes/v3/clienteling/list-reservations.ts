import { z } from "zod";
import {
  newReservationSchema,
  reservationChangeSchema,
  reservationView,
  reservationViewSchema,
} from "#shared/api/clienteling/list-reservation.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { listItemIdSchema, listReservationIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { mountAt } from "#sync-server/http/routes/v3/mount-at.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resourceOf } from "#sync-server/http/routes/v3/resource.ts";
import type { Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  listItemStore,
  listReservationStore,
  listReservationsOf,
  listStore,
  readReservationsOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import {
  type ListItemRecord,
  type ListReservation,
  listReservationTable,
} from "#sync-server/storage/clienteling/list-table.ts";

type ItemPlane = Plane & { readonly item: ListItemRecord };

const itemParams = z.object({ list_item_id: rowNumber.pipe(listItemIdSchema) });

/** Finds the item by the id in the path; 404 if there is none, or its list's owner is deleted. */
export const byListItemId = (mount: Mount): Mount<ItemPlane> =>
  mountAt(mount, {
    path: "/list/items/:list_item_id",
    params: itemParams,
    noun: "item of a list",
    find: async (plane, { list_item_id: id }) => {
      const item = await listItemStore.read(plane.read, id);
      const list = item && (await listStore.read(plane.read, item.listId));
      return item && list && { ...plane, item };
    },
  });

const shared = {
  path: "/reservations",
  noun: "reservation",
  tag: "lists",
  partOf: "product-list-reservations",
  view: reservationViewSchema,
  show: ({ read }: Plane, rows: readonly ListReservation[]) =>
    rows.map((row) => reservationView(row, read.hidesPeople === true)),
};

/** `/list/items/{id}/reservations`: what guests reserve of a shared list (DOMAIN §13.4). */
export const listReservations = resourceOf<ItemPlane>("item")({
  ...shared,
  id: rowNumber.pipe(listReservationIdSchema),
  param: "reservation_id",
  all: ({ read, item }) => readReservationsOf(read, [item.id]),
  read: async ({ read, item }, id) => {
    const reservation = await listReservationStore.read(read, id);
    return reservation?.listItemId === item.id ? reservation : null;
  },
  create: {
    body: newReservationSchema,
    write: ({ write, item, body }) =>
      write("reserveItem", {
        listItemId: item.id,
        profileId: body.profile_id ?? null,
        externalProfileId: body.external_profile_id ?? null,
        quantity: body.quantity ?? 1,
      }),
    summary: "Reserve an item of a shared list",
  },
  change: {
    body: reservationChangeSchema,
    write: ({ write, item, body }, id) =>
      write("changeReservation", { listItemId: item.id, id, changes: body }),
  },
  remove: {
    write: ({ write, item }, id) => write("deleteReservation", { listItemId: item.id, id }),
  },
  refusals: {
    profile_unknown: invalid("profile_id", "There is no such profile."),
    list_item_unknown: unknown("item of a list"),
    reservation_unknown: unknown("reservation of this item"),
    reserve_not_allowed: conflict("Nothing can be reserved from this list, or it isn't shared."),
    reservation_over: ({ status }) => conflict(`The reservation is ${status}, and stays so.`),
    over_quantity: ({ left }) =>
      invalid("quantity", `The quantity must not be above ${left}: no more are left.`, { left }),
  },
});

/** `/profiles/{id}/reservations`: what a profile has reserved from others' lists. */
export const reservationsOfProfile = profileResource({
  ...shared,
  list: {
    filters: filtersOf(listReservationTable, { list_item_id: "product_list_item_id" }),
    page: ({ read, profile }, query) => listReservationsOf(read, profile.id, query),
  },
});
