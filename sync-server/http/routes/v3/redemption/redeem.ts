import type { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { locationView } from "#shared/api/organisation/location.ts";
import {
  redeemedSchema,
  redeemedView,
  redeemPreviewSchema,
} from "#shared/api/redemption/redemption.ts";
import {
  type RedeemBody,
  redeemBodySchema,
  redeemOf,
} from "#shared/api/redemption/redemption-body.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import { decimalText } from "#shared/kernel/decimal.ts";
import { AMOUNT_CENTS_MAX, type Cents, centsToDecimal, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import {
  cardHeld,
  cardRefused,
} from "#sync-server/http/routes/v3/incentive/credits/card-at-till.ts";
import type { ProfileIdPlane } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  conflict,
  invalid,
  keyReused,
  noRate,
  type RefusalTable,
  staffUnknown,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { RedeemAnswer, RedeemOnceRefusal } from "#sync-server/redemption/redeem-answer.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";

/** `POST /profiles/{id}/redeem`: what tills and web shops call, and a preview of it. */
export const addRedeem = (mount: Mount<ProfileIdPlane>): void => {
  addRoute(mount, {
    method: "POST",
    url: "/redeem",
    scopes: ["redeem-strategy"],
    tag: "redemptions",
    summary: "Redeem an amount from a profile's balance, and use benefits with it",
    body: redeemBodySchema,
    isInNamedCurrency: true,
    answer: one(redeemedSchema),
    status: 201,
    handle: async (call) => {
      const { write, profile, body, commandId } = call;
      const asked = { ...redeemOf(body), profileId: profile.id, commandId };
      return redeemedAnswer(call, await write("redeemOnce", asked));
    },
  });
  addRoute(mount, {
    method: "POST",
    url: "/redeem/preview",
    scopes: ["redeem-strategy"],
    tag: "redemptions",
    summary: "Ask what a redemption would answer",
    isTelling: true,
    description:
      "Takes the body of a redemption and answers or refuses as it would now, on the same code path. Nothing is written or used up.",
    body: redeemBodySchema,
    isInNamedCurrency: true,
    answer: one(redeemPreviewSchema),
    handle: async (call) => {
      const { write, profile, body } = call;
      const asked = { ...redeemOf(body), profileId: profile.id };
      const answer = await redeemedAnswer(call, await write("previewRedeem", asked));
      return answer.ok ? ok({ data: { ...answer.value.data, id: null } }) : answer;
    },
  });
};

/** What a redemption came to, in the API's words. */
const redeemedAnswer = async (
  { read, body, currency }: Pick<Plane, "read" | "currency"> & { readonly body: RedeemBody },
  redeemed: Result<RedeemAnswer, RedeemOnceRefusal>,
): Promise<Result<{ readonly data: z.output<typeof redeemedSchema> }, RequestRefusal>> => {
  if (!redeemed.ok) return err(byReason(redeemRefusals(body, currency), redeemed.error));
  const { location_id } = body;
  const location = location_id ? await locationStore.read(read, location_id) : null;
  const done = { ...redeemed.value, currency };
  return ok({ data: redeemedView(body, done, location && locationView(location)) });
};

/** What a till is answered, by reason, about amounts in the currency that it asked in ([C3]). */
export const redeemRefusals = (
  { currency }: Pick<RedeemBody, "currency">,
  own: Currency,
): RefusalTable<RedeemOnceRefusal> => refusalsIn(currency ? currencyOf(currency) : own, own);

const refusalsIn = (currency: Currency, own: Currency): RefusalTable<RedeemOnceRefusal> => ({
  key_reused: keyReused,
  profile_unknown: unknown("profile"),
  profile_deleted: unknown("profile"),
  staff_unknown: staffUnknown,
  location_unknown: invalid("location_id", "There is no such location."),
  currency_foreign: noRate(currency.code, own.code),
  amount_not_positive: invalid("amount", "The amount must be more than 0."),
  amount_too_large: invalid(
    "amount",
    `The amount must not be more than ${decimalText(AMOUNT_CENTS_MAX, currency.digits)}.`,
  ),
  account_frozen: conflict("The account is frozen. Nothing can be redeemed until it is unfrozen."),
  card_refused: cardRefused,
  card_held: cardHeld,
  basket_needed: invalid(
    "basket_total",
    "Say what the sale comes to, or name its items: the most that may be redeemed depends on it.",
  ),
  over_basket: ({ limitCents }) =>
    overLimit(limitCents, currency, (text) => `Only ${text} of the sale can be paid like this.`),
  basket_too_small: ({ limitCents }) => {
    const least = limitCents ?? ZERO_CENTS;
    const text = decimalText(least, currency.digits);
    const message = `Rewards and points can only be used on sales of ${text} or more.`;
    return invalid("basket_total", message, { minimum: centsToDecimal(least, currency) });
  },
  over_basket_share: ({ limitCents }) =>
    overLimit(limitCents, currency, (text) => `Rewards and points may pay ${text} of this sale.`),
  over_sale_limit: ({ limitCents }) =>
    overLimit(limitCents, currency, (text) => `Rewards and points may pay ${text} of a sale.`),
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
    "The benefits of this definition have reached the number of uses allowed in total.",
  ),
  too_many_an_hour: ({ againAt }) =>
    tooManyAnHour({
      reason: "too_many_an_hour",
      counted: "redemption",
      againAt: assertDefined(againAt ?? undefined, "the refusal says when it's possible again"),
    }),
});

/** A refusal of an amount that is more than a limit of the sale leaves. */
const overLimit = (
  limitCents: Cents | null,
  currency: Currency,
  say: (text: string) => string,
): RequestRefusal => {
  const most = limitCents ?? ZERO_CENTS;
  const available = centsToDecimal(most, currency);
  return invalid("amount", say(decimalText(most, currency.digits)), { available });
};

/** A refusal about one of the benefits in the body. */
const atBenefit =
  (message: string) =>
  ({ benefit }: Pick<Extract<RedeemOnceRefusal, { availableCents: unknown }>, "benefit">) =>
    invalid(`benefits.${benefit?.index ?? 0}`, message, { left: benefit?.left ?? 0 });
