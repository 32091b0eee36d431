import { giftCardStateSchema } from "#shared/incentive/credits/gift-card.ts";
import { definitionIdSchema, giftCardIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import {
  amount,
  created,
  generated,
  listed,
  moment,
  notOwner,
  nullable,
  numberOf,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

/**
 * Gift cards. Neither the number nor the PIN can be worked out from a row without the server's card
 * key (incentive/SPEC.md [C5]).
 */
export const giftCardTable = columnTable("gift_cards", {
  id: listed(generated(numberOf(giftCardIdSchema))),
  /** The number under the card key. */
  number_hash: text,
  last_four: listed(text),
  /** Argon2id, in PHC format; null if the card has no PIN. */
  pin_hash: nullable(text),
  state: listed(textOf(giftCardStateSchema)),
  /** What head office calls the cards that were made together. */
  batch: listed(nullable(text)),
  definition_id: listed(numberOf(definitionIdSchema)),
  /** What it is to be worth once activated; null: the definition's value, or what the till says. */
  face_cents: nullable(amount),
  /** The account that holds what is on it; null while it is blank. */
  account_id: notOwner(nullable(uuidOf(profileIdSchema))),
  /** Who bought it, and gets back what nobody has used; null if unknown. */
  creator_profile_id: notOwner(listed(nullable(uuidOf(profileIdSchema)))),
  /** Who has what was on it, once it is released; null before. */
  released_to_profile_id: notOwner(nullable(uuidOf(profileIdSchema))),
  activated_at: listed(nullable(moment)),
  /** When it goes back to its buyer if nobody uses it; null: never, or not any more. */
  reverts_at: listed(nullable(moment)),
  wrong_pins: whole,
  pin_blocked_until: nullable(moment),
  lock_token: nullable(text),
  lock_expires_at: nullable(moment),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type GiftCard = RecordOf<typeof giftCardTable>;
export type GiftCardField = ListedField<typeof giftCardTable>;
