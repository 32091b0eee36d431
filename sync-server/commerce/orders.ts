import { SYSTEM_DEFAULT } from "#shared/commerce/transaction.ts";
import type { OrderId, ProfileId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import { type LocationRef, resolveLocation } from "#sync-server/organisation/locations.ts";
import { findProfile, type ProfileRef } from "#sync-server/profile/find-profile.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import {
  appendOrder,
  findOrder,
  lockOrder,
  readTransactionsOfOrders,
  removeOrder,
  updateOrderRow,
} from "#sync-server/storage/commerce/order-store.ts";
import type { OrderRecord } from "#sync-server/storage/commerce/order-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { resolveTransaction } from "./resolve-transaction.ts";
import type { ReferenceRefusal } from "./transaction-input.ts";

type Resolved = "id" | "profileId" | "locationId" | "staffId" | "currency" | "timezone";
type Times = "transactedAt" | "dueAt" | "deliverAt" | "createdAt" | "updatedAt";

/** An order as it was sent: what is undefined stays, or has its default if the order is new. */
export type OrderInput = {
  readonly [K in keyof Omit<OrderRecord, Resolved | Times>]?: OrderRecord[K] | undefined;
} & {
  /** Null: nobody's. */
  readonly profile?: ProfileRef | null | undefined;
  readonly location?: LocationRef | null | undefined;
  /** A staff member, by id or by number. */
  readonly staff?: string | null | undefined;
  readonly currency?: string | null | undefined;
  readonly timezone?: TimeZone | null | undefined;
  /** Without it a new order is placed now. A day counts from its beginning. */
  readonly transactedAt?: DayOrInstant | undefined;
  readonly dueAt?: DayOrInstant | null | undefined;
  readonly deliverAt?: DayOrInstant | null | undefined;
};

/** Why an order can't be written, in order of precedence. */
export type OrderRefusal =
  | { readonly reason: "order_unknown" }
  | ReferenceRefusal
  | { readonly reason: "external_id_taken" };

/** Creates an order. It earns nothing and moves nothing (DOMAIN §12.8). */
export const createOrder = async (
  deps: WriteDeps,
  input: OrderInput & Pick<OrderRecord, "totalCents">,
): Promise<Result<OrderRecord, OrderRefusal>> => {
  const decided = await decideOrder(deps, null, input);
  if (!decided.ok) return decided;
  const order = await appendOrder(deps, { ...decided.value, totalCents: input.totalCents });
  orderHappened(deps, "order.created", order);
  return ok(order);
};

/** Changes the fields of an order that are set. Lines that are sent replace all of them. */
export const updateOrder = async (
  deps: WriteDeps,
  { id, changes }: { readonly id: OrderId; readonly changes: OrderInput },
): Promise<Result<OrderRecord, OrderRefusal>> => {
  const before = await lockOrder(deps, id);
  if (!before) return err({ reason: "order_unknown" });
  const decided = await decideOrder(deps, before, changes);
  if (!decided.ok) return decided;
  const after = { ...before, ...decided.value, updatedAt: deps.now };
  await updateOrderRow(deps, id, after);
  orderHappened(deps, "order.updated", after);
  return ok(after);
};

/** Deletes an order that no transaction names. */
export const deleteOrder = async (
  deps: WriteDeps,
  { id }: { readonly id: OrderId },
): Promise<Result<null, { readonly reason: "order_unknown" } | { readonly reason: "in_use" }>> => {
  const order = await lockOrder(deps, id);
  if (!order) return err({ reason: "order_unknown" });
  if ((await readTransactionsOfOrders(deps, [id])).size > 0) return err({ reason: "in_use" });
  await removeOrder(deps, id);
  orderHappened(deps, "order.deleted", order);
  return ok(null);
};

/** What an order will be, but for its total, after looking up what it refers to. */
const decideOrder = async (deps: WriteDeps, before: OrderRecord | null, input: OrderInput) => {
  const profile = await profileOf(deps, before, input.profile);
  if (!profile.ok) return profile;
  const { location, staff, currency, timezone, transactedAt, dueAt, deliverAt, ...sent } = input;
  const was = before?.locationId ? { number: before.locationId } : null;
  const resolved = await resolveTransaction(
    deps,
    {
      transactedAt: transactedAt ?? before?.transactedAt ?? deps.now,
      currency: currency ?? null,
      staff: staff === undefined ? (before?.staffId ?? null) : staff,
      location: location === undefined ? was : location,
      timezone: timezone ?? before?.timezone ?? null,
      redemptionId: null,
    },
    profile.value,
    (ref) => resolveLocation(deps, ref),
  );
  if (!resolved.ok) return resolved;
  const { profile: _, ...fields } = sent;
  const at = (written: DayOrInstant | null | undefined) =>
    typeof written === "string" || typeof written === "number"
      ? firstInstantOf(written, resolved.value.timezone)
      : written;
  const order = {
    ...{ system: SYSTEM_DEFAULT, externalId: null, isVoid: false, items: [] },
    ...before,
    ...definedFields({ ...fields, dueAt: at(dueAt), deliverAt: at(deliverAt) }),
    ...resolved.value,
    profileId: profile.value,
    extra: { ...before?.extra, ...input.extra },
  };
  const holder = await findOrder(deps, order);
  return holder && holder.id !== before?.id
    ? err({ reason: "external_id_taken" } as const)
    : ok(order);
};

const profileOf = async (
  deps: WriteDeps,
  before: OrderRecord | null,
  ref: ProfileRef | null | undefined,
): Promise<Result<ProfileId | null, { readonly reason: "profile_unknown" }>> => {
  if (!ref) return ok(ref === null ? null : (before?.profileId ?? null));
  const id = await findProfile(deps, ref);
  const profile = id && (await readLivingProfile(deps, id));
  return profile ? ok(profile.id) : err({ reason: "profile_unknown" });
};

const orderHappened = (
  deps: WriteDeps,
  kind: "order.created" | "order.updated" | "order.deleted",
  { id, profileId, totalCents, isVoid }: OrderRecord,
): void => deps.happened({ kind, profileId, context: { orderId: id, totalCents, isVoid } });
