import {
  newOrderSchema,
  orderChangeSchema,
  orderFieldsOf,
  orderView,
  orderViewSchema,
} from "#shared/api/commerce/order.ts";
import { transactionItemView, withoutPerson } from "#shared/api/commerce/transaction-view.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { locationView } from "#shared/api/organisation/location.ts";
import { staffProfile } from "#shared/api/organisation/staff.ts";
import { orderIdSchema } from "#shared/kernel/ids.ts";
import { distinct } from "#shared/kernel/object.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import {
  listOrders,
  orderList,
  orderStore,
  readTransactionsOfOrders,
} from "#sync-server/storage/commerce/order-store.ts";
import type { OrderRecord } from "#sync-server/storage/commerce/order-table.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { readStaffRecords } from "#sync-server/storage/organisation/staff-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import { locationRefOf, profileRefOf } from "./transaction-body.ts";
import { transactionViews } from "./transaction-view.ts";
import { REFERENCE_REFUSALS } from "./transactions.ts";

const orderViews = async ({ read, currency }: Plane, orders: readonly OrderRecord[]) => {
  const [locations, staff, profiles, sales] = await Promise.all([
    locationStore.readAll(read, distinct(orders.map((each) => each.locationId))),
    readStaffRecords(read, distinct(orders.map((each) => each.staffId))),
    readProfileRecords(read, distinct(orders.map((each) => each.profileId))),
    readTransactionsOfOrders(
      read,
      orders.map(({ id }) => id),
    ),
  ]);
  const shown = await transactionViews(read, [...sales.values()].flat(), currency);
  return orders.map((order) => {
    const location = locations.find((each) => each.id === order.locationId);
    const person = staff.find((each) => each.id === order.staffId);
    const profile = profiles.find((each) => each.id === order.profileId);
    const found = {
      items: order.items.map((line, index) =>
        transactionItemView(order, { ...line, id: index + 1 }, null, currency),
      ),
      location: location ? locationView(location) : null,
      staff: person ? staffProfile(person) : null,
      email: read.hidesPeople ? null : (profile?.email ?? null),
      transactions: shown.filter((each) => each.order_id === String(order.id)),
    };
    return orderView(read.hidesPeople ? withoutPerson(order) : order, found, currency);
  });
};

type Body = Parameters<typeof orderFieldsOf>[0];

/** An order in a body. A null names nobody and no location; what isn't sent stays. */
const inputOf = (body: Body) => ({
  ...orderFieldsOf(body),
  profile: body.profile_id === undefined ? undefined : profileRefOf(body),
  location: locationRefOf(body),
});

/** `/orders` (DOMAIN §12.8). */
export const orders = resource({
  path: "/orders",
  noun: "order",
  id: rowNumber.pipe(orderIdSchema),
  view: orderViewSchema,
  list: {
    filters: filtersOf(orderList, {
      ...{ system: "systems.handle", due_at: "due_date" },
      ...{ total_cents: "total", total_original_cents: "total_original" },
    }),
    page: ({ read }, query) => listOrders(read, query),
  },
  read: ({ read }, id) => orderStore.read(read, id),
  create: {
    body: newOrderSchema,
    write: ({ write, body }) => write("createOrder", { ...inputOf(body), totalCents: body.total }),
    summary: "Create an order, which earns nothing",
  },
  change: {
    body: orderChangeSchema,
    write: ({ write, body }, id) => write("updateOrder", { id, changes: inputOf(body) }),
  },
  remove: {
    write: ({ write }, id) => write("deleteOrder", { id }),
    summary: "Delete an order that no transaction names",
  },
  show: orderViews,
  refusals: {
    ...REFERENCE_REFUSALS,
    currency_foreign: ({ own }) => invalid("currency", `An order must be in ${own}.`),
    order_unknown: unknown("order"),
    external_id_taken: invalid("external_id", "The external id has already been taken."),
    in_use: conflict("It can't be deleted: transactions name it. Set its status instead."),
  },
});
