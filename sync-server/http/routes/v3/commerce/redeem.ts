import { one } from "#shared/api/envelope.ts";
import { locationView } from "#shared/api/location.ts";
import {
  redeemBodySchema,
  redeemedSchema,
  redeemedView,
  strategiesOf,
} from "#shared/api/redemption.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import { decimalText } from "#shared/kernel/decimal.ts";
import { AMOUNT_CENTS_MAX, centsToDecimal, ZERO_CENTS } from "#shared/kernel/money.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { cardHeld, cardRefused } from "#sync-server/http/routes/v3/credits/card-at-till.ts";
import type { ProfileIdPlane } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  conflict,
  invalid,
  keyReused,
  type RefusalTable,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { RedeemOnceRefusal } from "#sync-server/redemption/redeem-once.ts";
import { readLocationRecord } from "#sync-server/storage/location-store.ts";

/** `POST /profiles/{id}/redeem`: what tills and web shops call. */
export const addRedeem = (mount: Mount<ProfileIdPlane>): void => {
  addRoute(mount, {
    method: "POST",
    url: "/redeem",
    scopes: ["redeem-strategy"],
    tag: "redemptions",
    summary: "Redeem an amount from a profile's balance, and use benefits with it",
    description:
      "With an `Idempotency-Key`, repeating the request gets the first answer, and another body is refused.",
    body: redeemBodySchema,
    keyedBy: ({ profile }) => `redeem ${profile.id}`,
    answer: one(redeemedSchema),
    status: 201,
    handle: async ({ read, write, profile, body, commandId, currency }) => {
      const { amount, strategies, strict, benefits, meta, ...rest } = body;
      const redeemed = await write("redeemOnce", {
        locationId: null,
        transactionExternalId: null,
        transactionReceiptRef: null,
        ...definedFields(camelKeys(rest)),
        profileId: profile.id,
        amountCents: amount,
        strategies: strategiesOf(strategies),
        isStrict: strict ?? false,
        ...(benefits === undefined ? {} : { benefits }),
        meta: JSON.stringify(meta ?? null),
        commandId,
      });
      if (!redeemed.ok) return err(byReason(redeemRefusals(currency), redeemed.error));
      const location = rest.location_id ? await readLocationRecord(read, rest.location_id) : null;
      const done = { ...redeemed.value, currency: currencyOf(redeemed.value.currency) };
      return ok({ data: redeemedView(body, done, location && locationView(location)) });
    },
  });
};

/** What a till is told, by the reason. */
export const redeemRefusals = (currency: Currency): RefusalTable<RedeemOnceRefusal> => ({
  key_reused: keyReused,
  profile_unknown: unknown("profile"),
  profile_deleted: unknown("profile"),
  location_unknown: invalid("location_id", "There is no such location."),
  currency_foreign: invalid("currency", "Only the tenant's own currency can be redeemed so far."),
  amount_not_positive: invalid("amount", "The amount must be more than 0."),
  amount_too_large: invalid(
    "amount",
    `The amount must not be more than ${decimalText(AMOUNT_CENTS_MAX, currency.digits)}.`,
  ),
  account_frozen: conflict("The account is frozen. Nothing can be redeemed until it is unfrozen."),
  card_refused: cardRefused,
  card_held: cardHeld,
  insufficient_balance: ({ availableCents }) => {
    const cents = availableCents ?? ZERO_CENTS;
    const text = decimalText(cents, currency.digits);
    const available = centsToDecimal(cents, currency);
    return invalid("amount", `Only ${text} is available.`, { available });
  },
  benefit_unknown: atBenefit("The profile has no such benefit."),
  not_issued_yet: atBenefit("It hasn't been issued yet. See its issued_at."),
  benefit_expired: atBenefit("It has expired. See its expires_at and the definition's end_at."),
  uses_exceeded: atBenefit("It can't be used as often as that any more."),
  global_uses_exceeded: atBenefit(
    "All benefits of this definition together have been used as often as it allows.",
  ),
  too_many_an_hour: ({ againAt }) =>
    tooManyAnHour({
      reason: "too_many_an_hour",
      counted: "redemption",
      againAt: assertDefined(againAt ?? undefined, "the refusal says when it's possible again"),
    }),
});

/** A refusal about one of the benefits in the body. */
const atBenefit =
  (message: string) =>
  ({ benefit }: Pick<Extract<RedeemOnceRefusal, { availableCents: unknown }>, "benefit">) =>
    invalid(`benefits.${benefit?.index ?? 0}`, message, { left: benefit?.left ?? 0 });
