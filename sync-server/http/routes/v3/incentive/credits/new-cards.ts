import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import {
  giftCardViewSchema,
  loadedCardSchema,
  newCardsSchema,
  newCardViewSchema,
} from "#shared/api/incentive/credits/gift-card.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { byReason } from "#shared/kernel/by-reason.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { lotRefusals } from "#sync-server/http/routes/v3/ledger/lot-routes.ts";
import { conflict, invalid, type RefusalTable } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { LoadGiftCardRefusal } from "#sync-server/incentive/credits/load-gift-card.ts";
import { mintGiftCards } from "#sync-server/incentive/credits/mint-gift-cards.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import { noCardKey, pinsBusy } from "./card-at-till.ts";
import { shownCard } from "./cards.ts";

const tag = "credits";

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
      if (!made.ok) return err(byReason(lotRefusals("credit", call.currency), made.error));
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
      answer: one(giftCardViewSchema),
      handle: async (call) => {
        const { body, read, commandId } = call;
        const numberHash = call.hashUnderCardKey(body.credit_number);
        if (numberHash === null) return err(noCardKey);
        const loaded = await call.write("loadGiftCard", {
          what,
          cardId: (await giftCardStore.find(read, { numberHash }))?.id ?? null,
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

const loadRefusals = ({ currency }: Plane): RefusalTable<LoadGiftCardRefusal> => ({
  ...lotRefusals("credit", currency),
  card_unknown: invalid("credit_number", "There is no such card."),
  card_not_blank: conflict("The card isn't blank: it has been activated or voided."),
  card_not_active: conflict("The card isn't active."),
  currency_foreign: invalid("currency", "Only the tenant's own currency can be used so far."),
  location_unknown: invalid("location_id", "There is no such location."),
  profile_unknown: invalid("creator_profile_id", "There is no such profile."),
});
