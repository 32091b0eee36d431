import { balancesView } from "#shared/api/balances.ts";
import { one } from "#shared/api/envelope.ts";
import { locationView } from "#shared/api/location.ts";
import { redeemBodySchema, redeemedSchema } from "#shared/api/redemption.ts";
import { AMOUNT_CENTS_MAX, cents, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { DEFAULT_STRATEGIES, strategySchema } from "#shared/redemption/policy.ts";
import { profileParams } from "#sync-server/http/routes/v3/profiles/living-profile.ts";
import {
  invalid,
  keyReused,
  type RefusalTable,
  unknown,
  written,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { RedeemAnswer, RedeemOnceRefusal } from "#sync-server/redemption/redeem-once.ts";
import { readLocationRecord } from "#sync-server/storage/location-store.ts";

/** `POST /profiles/{id}/redeem`: what tills and web shops call. */
export const addRedeem = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/profiles/:profile_id/redeem",
    scopes: ["redeem-strategy"],
    tag: "redemptions",
    summary: "Redeem an amount of what a profile holds",
    description:
      "With an `Idempotency-Key` the same request again gets the first answer, and another body is refused.",
    params: profileParams,
    body: redeemBodySchema,
    keyedBy: (params) => `redeem ${params.profile_id}`,
    answer: one(redeemedSchema),
    status: 201,
    handle: async ({ read, write, params, body, commandId }) => {
      const named = {
        locationId: body.location_id ?? null,
        transactionExternalId: body.transaction_external_id ?? null,
        transactionReceiptRef: body.transaction_receipt_ref ?? null,
      };
      const redeemed = await write("redeemOnce", {
        ...named,
        profileId: params.profile_id,
        amountCents: body.amount,
        strategies: strategiesOf(body.strategies),
        isStrict: body.strict ?? false,
        currency: body.currency ?? null,
        meta: JSON.stringify(body.meta ?? null),
        commandId,
      });
      const view = async (done: RedeemAnswer) => {
        const { locationId } = named;
        const location = locationId === null ? null : await readLocationRecord(read, locationId);
        const total = centsToDecimal(done.redeemedCents);
        return {
          id: done.redemptionId,
          profile_id: done.profileId,
          total,
          total_localised: total,
          total_requested: centsToDecimal(body.amount),
          balances: balancesView(done.balances),
          currency: done.currency,
          location_id: locationId,
          location: location && locationView(location),
          transaction_external_id: named.transactionExternalId,
          transaction_receipt_ref: named.transactionReceiptRef,
          meta: body.meta ?? null,
          created_at: formatV3(done.redeemedAt),
          updated_at: formatV3(done.redeemedAt),
        };
      };
      return written(redeemed, view, REFUSALS);
    },
  });
};

/** Benefits and credits are not there yet: nothing is drawn from them. */
const strategiesOf = (asked: readonly string[] | undefined) =>
  asked === undefined
    ? DEFAULT_STRATEGIES
    : asked.flatMap((name) => strategySchema.options.filter((known) => known === name));

const REFUSALS: RefusalTable<RedeemOnceRefusal> = {
  key_reused: keyReused,
  profile_unknown: unknown("profile"),
  profile_deleted: unknown("profile"),
  location_unknown: invalid("location_id", "There is no such location."),
  currency_foreign: invalid("currency", "Only the tenant's own currency is redeemed so far."),
  amount_not_positive: invalid("amount", "The amount must be more than 0."),
  amount_too_large: invalid(
    "amount",
    `The amount must not be more than ${centsToDecimal(cents(AMOUNT_CENTS_MAX))}.`,
  ),
  insufficient_balance: ({ availableCents }) => {
    const available = centsToDecimal(availableCents ?? cents(0));
    return invalid("amount", `Only ${available.toFixed(2)} is available.`, { available });
  },
};
