import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { paidSaleView } from "#shared/api/redemption/paid-sale.ts";
import { redemptionViewSchema, reversalSchema } from "#shared/api/redemption/redemption.ts";
import { returnBodySchema, returnOf } from "#shared/api/redemption/redemption-body.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { profileIdSchema, type RedemptionId, redemptionIdSchema } from "#shared/kernel/ids.ts";
import { distinct } from "#shared/kernel/object.ts";
import { err, ok } from "#shared/kernel/result.ts";
import type { Reverser } from "#shared/redemption/reversal.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { balancesOfView } from "#sync-server/http/routes/v3/profile/profile-view.ts";
import {
  conflict,
  invalid,
  keyReused,
  type RefusalTable,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { afterWriting } from "#sync-server/http/routes/v3/write-call.ts";
import type { ReturnRefusal } from "#sync-server/redemption/return.ts";
import type { ReversalRefusal } from "#sync-server/redemption/reverse.ts";
import { readSalesPaidWith } from "#sync-server/storage/commerce/transaction-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import {
  listRedemptions,
  readRedemptionsByIds,
  redemptionList,
} from "#sync-server/storage/redemption/redemption-list.ts";
import type { Redemption } from "#sync-server/storage/redemption/redemption-store.ts";
import { redemptionViews } from "./redemption-view.ts";

/** What each of some redemptions pays for, in short; null where no sale has arrived. */
const paidSales = async ({ read }: Plane, rows: readonly Redemption[]) => {
  const sales = await readSalesPaidWith(read, distinct(rows.map(({ id }) => id)));
  const locationIds = distinct([...sales.values()].map(({ locationId }) => locationId));
  const locations = await locationStore.readAll(read, locationIds);
  return rows.map(({ id }) => {
    const sale = sales.get(id);
    const location = locations.find((each) => each.id === sale?.locationId) ?? null;
    return sale ? paidSaleView(sale, location) : null;
  });
};

/** `/redemptions` (DOMAIN §11.8): those made through the API and on devices. */
export const redemptions = resource({
  path: "/redemptions",
  noun: "redemption",
  id: rowNumber.pipe(redemptionIdSchema),
  view: redemptionViewSchema,
  list: {
    filters: filtersOf(redemptionList, { total_cents: "total", redeemed_at: "redeem_at" }),
    page: ({ read }, query) => listRedemptions(read, query),
  },
  read: async ({ read }, id) => (await readRedemptionsByIds(read, [id]))[0] ?? null,
  show: ({ read, currency }, rows) => redemptionViews(read, rows, currency),
  relations: { transaction: { scope: "read-transactions", read: paidSales } },
});

/** `POST /redemptions/{id}/reversal` (DOMAIN §11.6): what a till calls when the payment failed. */
export const addReversal = (mount: Mount): void =>
  addReversalBy(mount, {
    by: "till",
    name: "reversal",
    scope: "return",
    summary: "Reverse a redemption within ten minutes",
  });

/** `POST /redemptions/{id}/late-reversal`: what a manager calls after that ([V2]). */
export const addLateReversal = (mount: Mount): void =>
  addReversalBy(mount, {
    by: "head_office",
    name: "late-reversal",
    scope: "reverse-redemptions",
    summary: "Reverse a redemption, however long ago it was",
  });

const addReversalBy = (
  mount: Mount,
  route: {
    readonly by: Reverser;
    readonly name: string;
    readonly scope: string;
    readonly summary: string;
  },
): void => {
  addRoute(mount, {
    method: "POST",
    url: `/redemptions/:id/${route.name}`,
    scopes: [route.scope],
    tag: "redemptions",
    summary: route.summary,
    description:
      "Repeating it returns the same reversal. Refused while a sale that isn't void was paid with it.",
    params: z.object({ id: rowNumber.pipe(redemptionIdSchema) }),
    noun: "redemption",
    body: z.object({}).optional(),
    answer: one(reversalSchema),
    status: 201,
    handle: async (call) => {
      const { id } = call.params;
      const [known] = await readRedemptionsByIds(call.read, [id]);
      if (!known) return err(unknown("redemption"));
      const reversed = await call.write("reverseRedemption", { redemptionId: id, by: route.by });
      if (!reversed.ok) return err(byReason(REVERSAL_REFUSALS, reversed.error));
      return ok({ data: await withBalances(call, reversed.value) });
    },
  });
};

/** `POST /redemptions/{id}/return` (DOMAIN §11.7): what a till calls when the goods came back. */
export const addReturn = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/redemptions/:id/return",
    scopes: ["return"],
    tag: "redemptions",
    summary:
      "Give back what was redeemed on returned goods, as new rewards, points or credit, and uses of benefits",
    description: "`amount` is given back; with `sale_total`, its share by the refund policy is.",
    params: z.object({ id: rowNumber.pipe(redemptionIdSchema) }),
    noun: "redemption",
    body: returnBodySchema,
    isInNamedCurrency: true,
    answer: one(reversalSchema),
    status: 201,
    handle: async (call) => {
      const { id: redemptionId } = call.params;
      const [known] = await readRedemptionsByIds(call.read, [redemptionId]);
      if (!known) return err(unknown("redemption"));
      const { body, commandId } = call;
      const input = { redemptionId, ...returnOf(body), commandId };
      const returned = await call.write("returnRedemption", input);
      if (!returned.ok) return err(byReason(RETURN_REFUSALS, returned.error));
      return ok({ data: await withBalances(call, returned.value.returnId) });
    },
  });
};

const cardNotActive = conflict("The gift card is void, or was moved to an account.");

const RETURN_REFUSALS: RefusalTable<ReturnRefusal> = {
  key_reused: keyReused,
  redemption_unknown: unknown("redemption"),
  redemption_reversed: conflict("It has been reversed, so all of it has been given back."),
  profile_unknown: conflict("The profile has been deleted."),
  card_not_active: cardNotActive,
  location_unknown: invalid("location_id", "There is no such location."),
  currency_foreign: invalid(
    "currency",
    "It must be the tenant's currency, or the one that the redemption was asked for in.",
  ),
  strategies_with_sale: invalid(
    "strategies",
    "Leave them out with sale_total: the refund policy decides how it is split.",
  ),
  benefit_not_redeemed: ({ index }) =>
    invalid(
      `benefits.${index}`,
      "The redemption used no such benefit, or it was taken back since.",
    ),
  more_uses_than_redeemed: ({ index, left }) =>
    invalid(`benefits.${index}`, `At most ${left} of its uses can be given back.`, { left }),
  amount_not_positive: invalid("amount", "The amount must be more than 0."),
  sale_too_small: invalid("sale_total", "The sale total must not be less than was redeemed."),
  more_than_redeemed: conflict("That is more than is left of it to give back."),
  too_little_for_points: conflict("That is less than the smallest part of a point is worth."),
};

/** A reversal or return, with what is held after it. */
const withBalances = async (call: Plane, id: RedemptionId) => {
  const { read, ...plane } = afterWriting(call);
  const rows = await readRedemptionsByIds(read, [id]);
  const [view] = await redemptionViews(read, rows, plane.currency);
  const shown = assertDefined(view, "the redemption just written");
  const balances = await balancesOfView(read, profileIdSchema.parse(shown.profile_id), plane);
  return { ...shown, balances };
};

const REVERSAL_REFUSALS: RefusalTable<ReversalRefusal> = {
  redemption_unknown: unknown("redemption"),
  pays_for_sale: ({ transactionId: id }) =>
    conflict(
      `Transaction ${id} was paid with it. Void the transaction; that reverses the redemption too.`,
    ),
  returned: conflict(
    "Some of it has been given back for returned goods. Give back the rest in the same way.",
  ),
  card_not_active: cardNotActive,
  too_late: conflict(
    "It was more than ten minutes ago. A token with the scope reverse-redemptions can still reverse it, by /late-reversal.",
  ),
};
