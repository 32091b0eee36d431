import type { z } from "zod";
import { basketCentsOf } from "#shared/api/commerce/basket.ts";
import { one } from "#shared/api/envelope.ts";
import {
  HOLD_SECONDS_DEFAULT,
  heldCardSchema,
  heldCardViewSchema,
  type PresentedCardBody,
  presentedCardSchema,
  redeemedCardSchema,
} from "#shared/api/incentive/credits/gift-card.ts";
import { locationView } from "#shared/api/organisation/location.ts";
import { redeemedSchema, redeemedView } from "#shared/api/redemption/redemption.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import type { CommandId, GiftCardId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { KeyReused } from "#sync-server/access/answer-once.ts";
import { redeemRefusals } from "#sync-server/http/routes/v3/redemption/redeem.ts";
import { holdOver, keyReused } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { CardRefusal, PresentedCard } from "#sync-server/incentive/credits/open-gift-card.ts";
import type { HoldOver } from "#sync-server/incentive/hold.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { cardAtTill, cardHeld, cardRefused } from "./card-at-till.ts";
import { shownCard } from "./cards.ts";

const tag = "credits";

/** What anyone with the number and PIN may do. They are in the body, because paths are logged. */
export const addPresentedCards = (mount: Mount): void => {
  const add = <B extends z.ZodType<PresentedCardBody>>(route: {
    readonly name: string;
    readonly scope: string;
    readonly summary: string;
    readonly body: B;
    readonly write: (
      call: Plane & { readonly body: z.output<B>; readonly commandId: CommandId | null },
      card: PresentedCard,
    ) => Promise<
      Result<
        { readonly cardId: GiftCardId; readonly lockToken?: string },
        CardRefusal | KeyReused | HoldOver
      >
    >;
  }) =>
    addRoute(mount, {
      method: "POST",
      url: `/credits/cards/${route.name}`,
      scopes: [route.scope],
      tag,
      summary: route.summary,
      body: route.body,
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

const CARD_REFUSALS = {
  key_reused: keyReused,
  hold_over: holdOver,
  card_refused: cardRefused,
  card_held: cardHeld,
};

/** `POST /credits/cards/redeem`: the same as `redeem` of a profile, for anyone who has the card. */
export const addRedeemCard = (mount: Mount): void => {
  addRoute(mount, {
    method: "POST",
    url: "/credits/cards/redeem",
    scopes: ["redeem-strategy"],
    tag,
    summary: "Pay with a gift card, by its number and PIN",
    description: "With an `Idempotency-Key`, repeating the request gets the first answer.",
    body: redeemedCardSchema,
    isInNamedCurrency: true,
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
      if (!redeemed.ok) return err(byReason(redeemRefusals(body, call.currency), redeemed.error));
      const location = body.location_id ? await locationStore.read(read, body.location_id) : null;
      const done = { ...redeemed.value, currency: call.currency };
      return ok({ data: redeemedView(body, done, location && locationView(location)) });
    },
  });
};
