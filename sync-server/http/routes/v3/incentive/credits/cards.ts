import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  giftCardView,
  giftCardViewSchema,
  releasedCardSchema,
  voidedCardViewSchema,
} from "#shared/api/incentive/credits/gift-card.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { type CommandId, type GiftCardId, giftCardIdSchema } from "#shared/kernel/ids.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { conflict, invalid, keyReused, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { afterWriting } from "#sync-server/http/routes/v3/write-call.ts";
import type { ReleaseGiftCardRefusal } from "#sync-server/incentive/credits/change-gift-card.ts";
import { withBalances } from "#sync-server/incentive/credits/gift-card-balances.ts";
import {
  giftCardStore,
  listGiftCards,
} from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import {
  type GiftCard,
  giftCardTable,
} from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import { cardHeld } from "./card-at-till.ts";

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
  read: ({ read }, id) => giftCardStore.read(read, id),
  show,
});

/** A card as it is now, after a write. */
export const shownCard = async (call: Plane, id: GiftCardId) => {
  const plane = afterWriting(call);
  const card = assertDefined(await giftCardStore.read(plane.read, id), "the card just written");
  return assertDefined((await show(plane, [card]))[0], "a card is shown");
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
      tag: "credits",
      params: z.object({ id: cardNumber }),
      noun: "card",
      summary: route.summary,
      body: route.body,
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
    summary: "Refund what is on a gift card to its buyer",
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
