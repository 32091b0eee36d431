import { z } from "zod";
import { basketCentsOf } from "#shared/api/basket.ts";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  giftCardView,
  giftCardViewSchema,
  HOLD_SECONDS_DEFAULT,
  heldCardSchema,
  heldCardViewSchema,
  loadedCardSchema,
  newCardsSchema,
  newCardViewSchema,
  type PresentedCardBody,
  presentedCardSchema,
  redeemedCardSchema,
  releasedCardSchema,
  voidedCardViewSchema,
} from "#shared/api/gift-card.ts";
import { locationView } from "#shared/api/location.ts";
import { redeemedSchema, redeemedView } from "#shared/api/redemption.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { type CommandId, type GiftCardId, giftCardIdSchema } from "#shared/kernel/ids.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { KeyReused } from "#sync-server/access/answer-once.ts";
import { redeemRefusals } from "#sync-server/http/routes/v3/commerce/redeem.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { lotRefusals } from "#sync-server/http/routes/v3/lots/lot-routes.ts";
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
import { writing } from "#sync-server/http/routes/v3/write-call.ts";
import type { ReleaseGiftCardRefusal } from "#sync-server/incentive/change-gift-card.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { withBalances } from "#sync-server/incentive/gift-card-balances.ts";
import type { LoadGiftCardRefusal } from "#sync-server/incentive/load-gift-card.ts";
import { mintGiftCards } from "#sync-server/incentive/mint-gift-cards.ts";
import type { CardRefusal, PresentedCard } from "#sync-server/incentive/open-gift-card.ts";
import { findGiftCard, listGiftCards, readGiftCard } from "#sync-server/storage/gift-card-store.ts";
import { type GiftCard, giftCardTable } from "#sync-server/storage/gift-card-table.ts";
import { readLocationRecord } from "#sync-server/storage/location-store.ts";
import { cardAtTill, cardHeld, cardRefused, noCardKey, pinsBusy } from "./card-at-till.ts";

const cardNumber = rowNumber.pipe(giftCardIdSchema);
const show = async ({ read, now, currency }: Plane, rows: readonly GiftCard[]) =>
  (await withBalances(read, rows, now)).map((card) => giftCardView(card, { now, currency }));

/** `/credits/cards` (DOMAIN §9.4): gift cards, without their numbers. */
export const cards = resource({
  path: "/credits/cards",
  noun: "card",
  tag: "credits",
  scope: "credits",
  id: cardNumber,
  view: giftCardViewSchema,
  list: {
    filters: filtersOf(giftCardTable, { state: "status", definition_id: "credit_definition_id" }),
    page: ({ read }, query) => listGiftCards(read, query),
  },
  read: ({ read }, id) => readGiftCard(read, id),
  show,
});

const tag = "credits";
const shownCard = async (call: Plane, id: GiftCardId) => {
  const plane = writing(call);
  const card = assertDefined(await readGiftCard(plane.read, id), "the card just written");
  return assertDefined((await show(plane, [card]))[0], "a card is shown");
};

/** `POST /credits/cards`: cards to be printed. */
export const addNewCards = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/credits/cards",
    scopes: ["create-credits"],
    tag,
    summary: "Make blank gift cards, worth nothing until they are activated",
    description: "The answer is the only place where their numbers and PINs can be read: print it.",
    body: newCardsSchema,
    answer: one(z.array(newCardViewSchema)),
    status: 201,
    handle: async (call) => {
      const { credit_definition_id: id, quantity = 1, batch = null, value = null } = call.body;
      const found = await findDefinition(call.read, "credit", { id });
      if (!found) return err(noDefinition);
      const minted = await mintGiftCards(call, quantity, found.definition);
      if (!minted.ok) return err(byReason(MINT_REFUSALS, minted.error));
      const cards = minted.value.map(({ number: _number, pin: _pin, ...kept }) => kept);
      const input = { definitionId: id, batch, faceCents: value, cards };
      const made = await call.write("createGiftCards", input);
      if (!made.ok) return err(noDefinition);
      const data = minted.value.map(({ number, pin }, index) => ({
        id: assertDefined(made.value[index], "each card has an id"),
        credit_number: number,
        security_code: pin,
      }));
      return ok({ data });
    },
  });
};

const noDefinition = invalid("credit_definition_id", "There is no such definition in use.");
const MINT_REFUSALS = { no_card_key: noCardKey, pins_busy: pinsBusy };

/** Money put on a card that is sold, by its number; the PIN is still covered. */
export const addLoads = (mount: Mount): void => {
  for (const { what, ...about } of LOADS) {
    addRoute(mount, {
      ...about,
      method: "POST",
      scopes: ["create-credits"],
      tag,
      body: loadedCardSchema,
      keyedBy: `${what}_gift_card`,
      answer: one(giftCardViewSchema),
      handle: async (call) => {
        const { body, read, commandId } = call;
        const numberHash = call.hashCardNumber(body.credit_number);
        if (numberHash === null) return err(noCardKey);
        const loaded = await call.write("loadGiftCard", {
          what,
          cardId: (await findGiftCard(read, numberHash))?.id ?? null,
          valueCents: body.value ?? null,
          locationId: body.location_id ?? null,
          creatorProfileId: body.creator_profile_id ?? null,
          currency: body.currency ?? null,
          commandId,
        });
        if (!loaded.ok) return err(byReason(loadRefusals(call), loaded.error));
        return ok({ data: await shownCard(call, loaded.value.id) });
      },
    });
  }
};

const LOADS = [
  {
    what: "activate",
    url: "/credits/cards/activate",
    summary: "Activate a blank gift card when it is sold",
  },
  { what: "top_up", url: "/credits/cards/top-up", summary: "Put more money on a gift card" },
] as const;

/** What whoever has the number and PIN may do. They are in the body, because paths are logged. */
export const addPresentedCards = (mount: Mount): void => {
  const add = <B extends z.ZodType<PresentedCardBody>>(route: {
    readonly name: string;
    readonly scope: string;
    readonly summary: string;
    readonly body: B;
    readonly keyedBy?: string;
    readonly write: (
      call: Plane & { readonly body: z.output<B>; readonly commandId: CommandId | null },
      card: PresentedCard,
    ) => Promise<
      Result<{ readonly cardId: GiftCardId; readonly lockToken?: string }, CardRefusal | KeyReused>
    >;
  }) =>
    addRoute(mount, {
      method: "POST",
      url: `/credits/cards/${route.name}`,
      scopes: [route.scope],
      tag,
      summary: route.summary,
      body: route.body,
      ...(route.keyedBy === undefined ? {} : { keyedBy: route.keyedBy }),
      answer: one(heldCardViewSchema),
      handle: async (call) => {
        const card = await cardAtTill(call, call.body);
        if (!card.ok) return card;
        const done = await route.write(call, card.value);
        if (!done.ok) return err(byReason(CARD_REFUSALS, done.error));
        const { cardId, lockToken } = done.value;
        return ok({ data: { ...(await shownCard(call, cardId)), lock_token: lockToken ?? null } });
      },
    });
  add({
    name: "lookup",
    scope: "read-credits",
    summary: "Read what is on a gift card",
    body: presentedCardSchema,
    write: ({ write }, card) => write("checkGiftCard", card),
  });
  add({
    name: "lock",
    scope: "redeem-strategy",
    summary: "Hold a gift card for one checkout; sent again with its token, for longer",
    body: heldCardSchema,
    keyedBy: "hold_gift_card",
    write: ({ write, body, commandId }, presented) => {
      const forMs = (body.seconds ?? HOLD_SECONDS_DEFAULT) * 1000;
      return write("holdGiftCard", { presented, forMs, commandId });
    },
  });
  add({
    name: "unlock",
    scope: "redeem-strategy",
    summary: "End the hold on a gift card",
    body: presentedCardSchema,
    write: ({ write }, presented) => write("endGiftCardHold", { presented }),
  });
};

const CARD_REFUSALS = { key_reused: keyReused, card_refused: cardRefused, card_held: cardHeld };

/** `POST /credits/cards/redeem`: the same as `redeem` of a profile, for whoever has the card. */
export const addRedeemCard = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/credits/cards/redeem",
    scopes: ["redeem-strategy"],
    tag,
    summary: "Pay with a gift card, by its number and PIN",
    description: "With an `Idempotency-Key`, repeating the request gets the first answer.",
    body: redeemedCardSchema,
    keyedBy: "redeem_gift_card",
    answer: one(redeemedSchema),
    status: 201,
    handle: async (call) => {
      const { body, read } = call;
      const card = await cardAtTill(call, body);
      if (!card.ok) return card;
      const redeemed = await call.write("redeemGiftCard", {
        card: card.value,
        amountCents: body.amount,
        basketCents: basketCentsOf(body),
        strategies: ["credits"],
        isStrict: body.strict ?? false,
        locationId: body.location_id ?? null,
        currency: body.currency ?? null,
        transactionExternalId: body.transaction_external_id ?? null,
        transactionReceiptRef: body.transaction_receipt_ref ?? null,
        meta: JSON.stringify(body.meta ?? null),
        commandId: call.commandId,
      });
      if (!redeemed.ok) return err(byReason(redeemRefusals(call.currency), redeemed.error));
      const location = body.location_id ? await readLocationRecord(read, body.location_id) : null;
      const done = { ...redeemed.value, currency: currencyOf(redeemed.value.currency) };
      return ok({ data: redeemedView(body, done, location && locationView(location)) });
    },
  });
};

/** What head office does with a card, by its id. */
export const addCardChanges = (mount: Mount): void => {
  const add = <B extends z.ZodType>(route: {
    readonly name: string;
    readonly summary: string;
    readonly body: B;
    readonly write: (
      call: Plane & { readonly body: z.output<B>; readonly commandId: CommandId | null },
      cardId: GiftCardId,
    ) => Promise<Result<{ readonly voidedCents: Cents } | null, ReleaseGiftCardRefusal>>;
  }) =>
    addRoute(mount, {
      method: "POST",
      url: `/credits/cards/:id/${route.name}`,
      scopes: ["update-credits"],
      tag,
      params: z.object({ id: cardNumber }),
      noun: "card",
      summary: route.summary,
      body: route.body,
      keyedBy: `${route.name}_gift_card`,
      answer: one(voidedCardViewSchema),
      handle: async (call) => {
        const { id } = call.params;
        const done = await route.write(call, id);
        if (!done.ok) return err(byReason(CHANGE_REFUSALS, done.error));
        const cents = done.value?.voidedCents ?? null;
        const voided = cents === null ? null : centsToDecimal(cents, call.currency);
        return ok({ data: { ...(await shownCard(call, id)), voided_value: voided } });
      },
    });
  const nothing = z.object({}).optional();
  add({
    name: "void",
    summary: "Void a gift card; `voided_value` is the most that its buyer may get back",
    body: nothing,
    write: ({ write, commandId }, cardId) => write("voidGiftCard", { cardId, commandId }),
  });
  add({
    name: "release",
    summary: "Move what is on a gift card to a customer's account",
    body: releasedCardSchema,
    write: ({ write, body, commandId }, cardId) =>
      write("releaseGiftCard", { cardId, to: { profileId: body.profile_id }, commandId }),
  });
  add({
    name: "revert",
    summary: "Give what is on a gift card back to whoever bought it",
    body: nothing,
    write: ({ write, commandId }, cardId) =>
      write("releaseGiftCard", { cardId, to: "creator", commandId }),
  });
  add({
    name: "unblock",
    summary: "Let the PIN of a gift card be tried again",
    body: nothing,
    write: ({ write }, cardId) => write("unblockGiftCard", { cardId }),
  });
};

const CHANGE_REFUSALS = {
  key_reused: keyReused,
  card_unknown: unknown("card"),
  card_not_active: conflict("The card is blank, void, or was moved to an account."),
  card_held: cardHeld,
  not_assignable: conflict("Its definition doesn't allow it to be moved to an account."),
  profile_unknown: invalid("profile_id", "There is no such profile."),
};

const loadRefusals = ({ currency }: Plane): RefusalTable<LoadGiftCardRefusal> => ({
  ...lotRefusals("credit", currency),
  card_unknown: invalid("credit_number", "There is no such card."),
  card_not_blank: conflict("The card isn't blank: it has been activated or voided."),
  card_not_active: conflict("The card isn't active."),
  currency_foreign: invalid("currency", "Only the tenant's own currency can be used so far."),
  location_unknown: invalid("location_id", "There is no such location."),
  profile_unknown: invalid("creator_profile_id", "There is no such profile."),
});
