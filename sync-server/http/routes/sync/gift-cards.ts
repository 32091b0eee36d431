import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Result } from "#shared/kernel/result.ts";
import { worksAt } from "#shared/organisation/staff.ts";
import {
  type CardLookup,
  type CardLookupAnswer,
  type CardPaymentAnswer,
  type CardProblem,
  cardLookupSchema,
  cardPaymentSchema,
  cardSettlementSchema,
} from "#shared/sync/gift-card.ts";
import type { PinsBusy } from "#sync-server/access/pin-hasher.ts";
import type { NoCardKey } from "#sync-server/incentive/credits/mint-gift-cards.ts";
import type { PresentedCard } from "#sync-server/incentive/credits/open-gift-card.ts";
import { presentCard } from "#sync-server/incentive/credits/present-card.ts";
import type { RedeemAnswer, RedeemOnceRefusal } from "#sync-server/redemption/redeem-answer.ts";
import type { CalledOff } from "#sync-server/redemption/settle-card-payment.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { AuthenticatedDevice } from "#sync-server/sync/authenticate-device.ts";
import { deviceGate, deviceOf } from "./device-gate.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

/**
 * `POST /sync/v1/gift-cards/…`: gift cards at a till (DOMAIN §9.4). They aren't commands, because a
 * device keeps those, and a card's number and PIN are kept nowhere.
 */
export const addGiftCards = (app: FastifyInstance, deps: SyncDeps): void => {
  const { store, tenantId } = deps;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = deviceGate(deps);

  routes.route({
    method: "POST",
    url: "/gift-cards/lookup",
    schema: { body: cardLookupSchema },
    onRequest,
    handler: async (request, reply): Promise<CardLookupAnswer | FastifyReply> => {
      const device = deviceOf(request);
      const answered = answeredBy(deps, device);
      const card = await present(deps, device, request.body);
      if (!card.ok) return refuseCard(reply, answered, card.error);
      const opened = await store.write("checkGiftCard", tenantId, card.value, actorOf(device));
      if (!opened.ok) return { ...answered, ...refused(opened.error.reason) };
      const { lastFour, remainingCents, expiresAt } = opened.value;
      return { ...answered, status: "open", lastFour, remainingCents, expiresAt };
    },
  });

  routes.route({
    method: "POST",
    url: "/gift-cards/redeem",
    schema: { body: cardPaymentSchema },
    onRequest,
    handler: async (request, reply): Promise<CardPaymentAnswer | FastifyReply> => {
      const { body } = request;
      const device = deviceOf(request);
      const answered = answeredBy(deps, device);
      const card = await present(deps, device, body);
      if (!card.ok) return refuseCard(reply, answered, card.error);
      const staff = await findStaff(store.read(tenantId), body.staffId);
      // As for commands: a device acts for the staff of its location only ([S21]).
      if (!staff || !worksAt(staff, device.locationId)) {
        return { ...answered, ...refused("staff_unknown") };
      }
      const payment = {
        card: card.value,
        amountCents: body.amountCents,
        strategies: ["credits"] as const,
        isStrict: true,
        locationId: device.locationId,
        staff: staff.id,
        deviceId: device.id,
        transactionExternalId: null,
        transactionReceiptRef: body.receiptRef,
        meta: "null",
        commandId: body.commandId,
      };
      const paid = await store.write("redeemGiftCard", tenantId, payment, actorOf(device));
      return { ...answered, ...shown(paid) };
    },
  });

  routes.route({
    method: "POST",
    url: "/gift-cards/settle",
    schema: { body: cardSettlementSchema },
    onRequest,
    handler: async (request, reply): Promise<CardPaymentAnswer | FastifyReply> => {
      const device = deviceOf(request);
      const answered = answeredBy(deps, device);
      const asked = { ...request.body, deviceId: device.id };
      const settled = await store.write("settleCardPayment", tenantId, asked, actorOf(device));
      if (settled.ok) return { ...answered, ...shown(settled) };
      const refusal = settled.error;
      return refusal.reason === "over_unplaced"
        ? refuseSync(reply, "too_many_requests", OVER_UNPLACED)
        : { ...answered, ...refusedPayment(refusal) };
    },
  });
};

const OVER_UNPLACED =
  "Too much is stored of this device outside its order. Nothing was called off.";

/** What a device is told of a payment. */
const shown = (payment: Result<RedeemAnswer, RedeemOnceRefusal>) => {
  if (!payment.ok) return refusedPayment(payment.error);
  const { redemptionId, redeemedCents: paidCents, balances } = payment.value;
  const remainingCents = balances.credit?.worthCents ?? ZERO_CENTS;
  return { status: "paid", redemptionId, paidCents, remainingCents } as const;
};

const present = (
  { store, tenantId, pinsFor, hashUnderCardKey }: SyncDeps,
  device: AuthenticatedDevice,
  { number, pin }: CardLookup,
): Promise<Result<PresentedCard, NoCardKey | PinsBusy>> => {
  const isPinRight = pinsFor(actorOf(device), DEVICE_WAITING_MAX);
  const secrets = { isPinRight, hashUnderCardKey: () => hashUnderCardKey(tenantId, number) };
  return presentCard(store.read(tenantId), secrets, { number, pin, lockToken: null });
};

/** At a till there is one card at a time; the other may be of a request that nobody waits for. */
const DEVICE_WAITING_MAX = 2;

const refuseCard = (
  reply: FastifyReply,
  answered: ReturnType<typeof answeredBy>,
  { reason }: NoCardKey | PinsBusy,
) => {
  switch (reason) {
    case "no_card_key":
      return { ...answered, ...refused("no_gift_cards") };
    case "pins_busy":
      return refuseSync(
        reply,
        "too_many_requests",
        "Too many PINs are waiting to be checked. Nothing was done; try again.",
      );
  }
};

const actorOf = ({ id }: AuthenticatedDevice) => `device:${id}` as const;

const answeredBy = ({ clock }: SyncDeps, { server }: AuthenticatedDevice) => ({
  serverEpoch: server.epoch,
  serverTime: clock(),
});

const refused = (reason: CardProblem, availableCents: Cents | null = null) =>
  ({ status: "refused", reason, availableCents }) as const;

/** What of a redemption's refusals can happen to a card that a device presents. */
const PAYMENT_PROBLEMS: Readonly<Record<(RedeemOnceRefusal | CalledOff)["reason"], CardProblem>> = {
  called_off: "called_off",
  card_refused: "card_refused",
  card_held: "card_held",
  insufficient_balance: "insufficient_balance",
  too_many_an_hour: "too_many_an_hour",
  staff_unknown: "staff_unknown",
  amount_not_positive: "amount_invalid",
  amount_too_large: "amount_invalid",
  key_reused: "key_reused",
  over_basket: "amount_invalid",
  // A card's account is nobody's, so it isn't frozen or deleted; and the device sends neither
  // currency nor location. A card's credit isn't a discount.
  profile_unknown: "card_refused",
  profile_deleted: "card_refused",
  account_frozen: "card_refused",
  basket_needed: "card_refused",
  basket_too_small: "card_refused",
  over_basket_share: "card_refused",
  over_sale_limit: "card_refused",
  location_unknown: "card_refused",
  currency_foreign: "card_refused",
  benefit_unknown: "card_refused",
  not_issued_yet: "card_refused",
  benefit_expired: "card_refused",
  uses_exceeded: "card_refused",
  global_uses_exceeded: "card_refused",
};

const refusedPayment = (refusal: RedeemOnceRefusal | CalledOff) =>
  refused(
    PAYMENT_PROBLEMS[refusal.reason],
    "availableCents" in refusal ? refusal.availableCents : null,
  );
