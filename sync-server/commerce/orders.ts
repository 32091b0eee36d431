import { SYSTEM_DEFAULT } from "#shared/commerce/transaction.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import { type LocationRef, resolveLocation } from "#sync-server/organisation/locations.ts";
import { findProfile, type ProfileRef } from "#sync-server/profile/find-profile.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { orderStore, readTransactionsOfOrders } from "#sync-server/storage/commerce/order-store.ts";
import type { OrderRecord } from "#sync-server/storage/commerce/order-table.ts";
import { lockProfile } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { locationRefOf, sentOr } from "./complete-transaction.ts";
import { resolveTransaction } from "./resolve-transaction.ts";

type Resolved = "id" | "profileId" | "locationId" | "staffId" | "currency" | "timezone";
type Times = "transactedAt" | "dueAt" | "deliverAt" | "createdAt" | "updatedAt";

/** An order as it was sent: what is undefined stays, or has its default if the order is new. */
export type OrderInput = Changes<Omit<OrderRecord, Resolved | Times>> & {
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

/**
 * Writes orders, which earn nothing and move nothing (DOMAIN §12.8). Lines that are sent replace
 * all of them.
 */
export const {
  create: createOrder,
  change: updateOrder,
  remove: deleteOrder,
} = recordWrites("order", orderStore, {
  newOf: async (deps, sent: OrderInput & Pick<OrderRecord, "totalCents">) => {
    const decided = await decideOrder(deps, null, sent);
    return decided.ok ? ok({ ...decided.value, totalCents: sent.totalCents }) : decided;
  },
  changedOf: async (deps, before, changes: OrderInput) => {
    const decided = await decideOrder(deps, before, changes);
    return decided.ok ? ok({ ...before, ...decided.value }) : decided;
  },
  taken: {
    refusal: { reason: "external_id_taken" },
    keyOf: ({ system, externalId = null }) => ({ system, externalId }),
  },
  inUse: {
    refusal: { reason: "in_use" },
    when: async (deps, { id }) => (await readTransactionsOfOrders(deps, [id])).size > 0,
  },
  wrote: (deps, verb, { id: orderId, profileId, totalCents, isVoid }) =>
    deps.happened({ kind: `order.${verb}`, profileId, context: { orderId, totalCents, isVoid } }),
});

/** What an order will be, but for its total, after looking up what it refers to. */
const decideOrder = async (deps: WriteDeps, before: OrderRecord | null, input: OrderInput) => {
  const profile = await profileOf(deps, before, input.profile);
  if (!profile.ok) return profile;
  const { location, staff, currency, timezone, transactedAt, dueAt, deliverAt, ...sent } = input;
  const resolved = await resolveTransaction(
    deps,
    {
      transactedAt: transactedAt ?? before?.transactedAt ?? deps.now,
      currency: currency ?? null,
      staff: sentOr(staff, before?.staffId),
      location: sentOr(location, before && locationRefOf(before)),
      timezone: timezone ?? before?.timezone ?? null,
      redemptionId: null,
      totalCents: ZERO_CENTS,
    },
    profile.value,
    {
      locate: (ref) => resolveLocation(deps, ref),
      // An order has no part in any account, so nothing would keep its rate.
      rateOf: async () => err({ reason: "currency_foreign" }),
    },
  );
  if (!resolved.ok) return resolved;
  const { profile: _, ...fields } = sent;
  const { exchangeRate: _none, ...referred } = resolved.value;
  const at = (written: DayOrInstant | null | undefined) =>
    typeof written === "string" || typeof written === "number"
      ? firstInstantOf(written, resolved.value.timezone)
      : written;
  return ok({
    ...{ system: SYSTEM_DEFAULT, externalId: null, isVoid: false, items: [] },
    ...before,
    ...definedFields({ ...fields, dueAt: at(dueAt), deliverAt: at(deliverAt) }),
    ...referred,
    profileId: profile.value,
    extra: { ...before?.extra, ...input.extra },
  });
};

const profileOf = async (
  deps: WriteDeps,
  before: OrderRecord | null,
  ref: ProfileRef | null | undefined,
): Promise<Result<ProfileId | null, { readonly reason: "profile_unknown" }>> => {
  if (!ref) return ok(ref === null ? null : (before?.profileId ?? null));
  const id = await findProfile(deps, ref);
  // So that it isn't merged meanwhile.
  if (id) await lockProfile(deps, id);
  const profile = id && (await readLivingProfile(deps, id));
  return profile ? ok(profile.id) : err({ reason: "profile_unknown" });
};
