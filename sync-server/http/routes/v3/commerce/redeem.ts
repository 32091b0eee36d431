import type { FastifyReply } from "fastify";
import { z } from "zod";
import {
  decimal,
  flag,
  freeJson,
  letters,
  locationNumber,
  orNull,
  textOrNull,
} from "#shared/api/fields.ts";
import { locationView, locationViewSchema } from "#shared/api/location.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { AMOUNT_CENTS_MAX, cents, centsToDecimal } from "#shared/kernel/money.ts";
import { formatV3 } from "#shared/kernel/time.ts";
import { DEFAULT_STRATEGIES, strategySchema } from "#shared/redemption/policy.ts";
import {
  KEY_REUSED,
  refuseConflict,
  refuseField,
  refuseFields,
  refuseUnknown,
} from "#sync-server/http/routes/v3/answer-v3.ts";
import { one } from "#sync-server/http/routes/v3/envelope.ts";
import { commandIdOf } from "#sync-server/http/routes/v3/idempotency-key.ts";
import {
  balancesSchema,
  balancesView,
} from "#sync-server/http/routes/v3/profiles/balances-view.ts";
import { profileParams } from "#sync-server/http/routes/v3/profiles/living-profile.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { RedeemOnceRefusal } from "#sync-server/redemption/redeem-once.ts";
import { readLocationRecord } from "#sync-server/storage/location-store.ts";

const redeemBodySchema = z.object({
  amount: decimal,
  /** The order in which value is drawn; rewards, then points, when not given. */
  strategies: z
    .array(z.enum([...strategySchema.options, "benefits", "credits"]))
    .min(1)
    .max(8)
    .optional(),
  benefits: z.array(z.unknown()).max(0, "cannot be redeemed yet").optional(),
  /** True: all of the amount or nothing. Otherwise what is there. */
  strict: flag.optional(),
  currency: orNull(letters(3)).optional(),
  location_id: orNull(locationNumber).optional(),
  transaction_external_id: textOrNull(190).optional(),
  transaction_receipt_ref: textOrNull(100).optional(),
  meta: orNull(freeJson).optional(),
});

/** What was redeemed, and what the profile held then (DOMAIN §11.2). */
export const redeemedSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  total: z.number(),
  total_localised: z.number(),
  total_requested: z.number(),
  balances: balancesSchema,
  currency: z.string(),
  location_id: z.int().nullable(),
  location: locationViewSchema.nullable(),
  transaction_external_id: z.string().nullable(),
  transaction_receipt_ref: z.string().nullable(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});

/** `POST /profiles/{id}/redeem`: what tills and web shops call. */
export const addRedeem = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "POST",
    url: "/profiles/:profile_id/redeem",
    schema: {
      tags: ["redemptions"],
      summary: "Redeem an amount of what a profile holds",
      description:
        "With an `Idempotency-Key` the same request again gets the first answer, and another body is refused.",
      params: profileParams,
      body: redeemBodySchema,
      response: { 201: one(redeemedSchema) },
    },
    handler: async (request, reply) => {
      const { read, write } = planeOf(deps, request);
      const { body } = request;
      const { profile_id: askedId } = request.params;
      const commandId = commandIdOf(request, `redeem ${askedId}`);
      if (!commandId.ok) return refuseFields(reply, commandId.error);
      const redeemed = await write("redeemOnce", {
        profileId: askedId,
        amountCents: body.amount,
        strategies: strategiesOf(body.strategies),
        isStrict: body.strict ?? false,
        locationId: body.location_id ?? null,
        currency: body.currency ?? null,
        transactionExternalId: body.transaction_external_id ?? null,
        transactionReceiptRef: body.transaction_receipt_ref ?? null,
        meta: JSON.stringify(body.meta ?? null),
        commandId: commandId.value,
      });
      if (!redeemed.ok) return refuseRedeem(reply, redeemed.error);
      const { redemptionId, profileId, redeemedCents, redeemedAt, balances, currency } =
        redeemed.value;
      const { location_id: locationId = null } = body;
      const location = locationId === null ? null : await readLocationRecord(read, locationId);
      const total = centsToDecimal(redeemedCents);
      const data = {
        id: redemptionId,
        profile_id: profileId,
        total,
        total_localised: total,
        total_requested: centsToDecimal(body.amount),
        balances: balancesView(balances),
        currency,
        location_id: locationId,
        location: location && locationView(location),
        transaction_external_id: body.transaction_external_id ?? null,
        transaction_receipt_ref: body.transaction_receipt_ref ?? null,
        meta: body.meta ?? null,
        created_at: formatV3(redeemedAt),
        updated_at: formatV3(redeemedAt),
      };
      return reply.code(201).send({ data });
    },
  });
};

/** Benefits and credits are not there yet: nothing is drawn from them. */
const strategiesOf = (asked: readonly string[] | undefined) =>
  asked === undefined
    ? DEFAULT_STRATEGIES
    : asked.flatMap((name) => strategySchema.options.filter((known) => known === name));

const refuseRedeem = (reply: FastifyReply, refusal: RedeemOnceRefusal): FastifyReply => {
  switch (refusal.reason) {
    case "key_reused":
      return refuseConflict(reply, KEY_REUSED);
    case "profile_unknown":
    case "profile_deleted":
      return refuseUnknown(reply, "profile");
    case "location_unknown":
      return refuseField(reply, "location_id", "There is no such location.");
    case "currency_foreign":
      return refuseField(reply, "currency", "Only the tenant's own currency is redeemed so far.");
    case "amount_not_positive":
      return refuseField(reply, "amount", "The amount must be more than 0.");
    case "amount_too_large": {
      const max = centsToDecimal(cents(AMOUNT_CENTS_MAX));
      return refuseField(reply, "amount", `The amount must not be more than ${max}.`);
    }
    case "insufficient_balance": {
      const available = centsToDecimal(refusal.availableCents ?? cents(0));
      return refuseField(reply, "amount", `Only ${available.toFixed(2)} is available.`, {
        available,
      });
    }
    default:
      return unreachable(refusal);
  }
};
