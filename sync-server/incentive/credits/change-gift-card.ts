import { z } from "zod";
import {
  type GiftCardState,
  IS_USABLE,
  isHeldByAnother,
} from "#shared/incentive/credits/gift-card.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  type CommandId,
  commandIdSchema,
  type GiftCardId,
  lotIdOf,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { type Cents, cents, centsSchema, sumCents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { entryStamp } from "#shared/ledger/attribution.ts";
import { BY_NOBODY, type EntryDraft } from "#shared/ledger/entry.ts";
import { lotStamp, spendableLots } from "#shared/ledger/lot.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type CardRefusal, openGiftCard, type PresentedCard } from "./open-gift-card.ts";

/** A card to void. */
export type VoidGiftCard = {
  readonly cardId: GiftCardId;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why a card is not voided, in order of precedence. */
export type VoidGiftCardRefusal =
  | KeyReused
  | { readonly reason: "card_unknown" }
  | { readonly reason: "card_not_active" }
  | { readonly reason: "card_held" };

const voidedSchema = z.object({ voidedCents: centsSchema });
type Voided = z.infer<typeof voidedSchema>;

/**
 * Voids a card for good and answers with what was left on it, which is the most that its buyer may
 * get back ([C8]). Only the same request under the same key gets that answer again.
 */
export const voidGiftCard = (
  deps: WriteDeps,
  input: VoidGiftCard,
): Promise<Result<Voided, VoidGiftCardRefusal>> =>
  answerOnce(deps, input, { kind: "void_gift_card", schema: voidedSchema }, voidNow);

const voidNow = async (
  deps: WriteDeps,
  { cardId }: VoidGiftCard,
  commandId: CommandId,
): Promise<Result<Voided, VoidGiftCardRefusal>> => {
  const card = await giftCardStore.lock(deps, { id: cardId });
  if (!card) return err({ reason: "card_unknown" });
  if (!IS_VOIDABLE[card.state]) return err({ reason: "card_not_active" });
  if (isHeldByAnother(card, null, deps.now)) return err({ reason: "card_held" });
  const taken = await takeAll(deps, card, { kind: "return", commandId, by: "api" });
  await giftCardStore.update(deps, cardId, { state: "void" });
  const voidedCents = sumCents(taken.map(({ amount }) => cents(-amount)));
  happened(deps, "gift-card.voided", card, voidedCents);
  return ok({ voidedCents });
};

const IS_VOIDABLE: Readonly<Record<GiftCardState, boolean>> = {
  blank: true,
  active: true,
  void: false,
  released: false,
};

/** Who gets what is on a card: a customer, or its buyer. */
export type ReleaseGiftCard = {
  readonly cardId: GiftCardId;
  readonly to: { readonly profileId: ProfileId } | "creator";
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why what is on a card is not moved, in order of precedence. */
export type ReleaseGiftCardRefusal =
  | KeyReused
  | { readonly reason: "card_unknown" }
  | { readonly reason: "card_not_active" }
  | { readonly reason: "card_held" }
  | { readonly reason: "not_assignable" }
  | { readonly reason: "profile_unknown" };

/**
 * Moves what is on a card to an account: to the customer it was meant for, or back to its buyer
 * ([C9]). Lots keep their definition and expiry. The number is good for nothing from then on.
 */
export const releaseGiftCard = (
  deps: WriteDeps,
  input: ReleaseGiftCard,
): Promise<Result<null, ReleaseGiftCardRefusal>> =>
  answerOnce(deps, input, { kind: "release_gift_card", schema: z.null() }, (...asked) =>
    releaseNow(...asked, "api"),
  );

/** The same by a call or, once the time of a card is over, by itself. */
export const releaseNow = async (
  deps: WriteDeps,
  { cardId, to }: Pick<ReleaseGiftCard, "cardId" | "to">,
  commandId: CommandId,
  by: Taking["by"],
): Promise<Result<null, ReleaseGiftCardRefusal>> => {
  const card = await giftCardStore.lock(deps, { id: cardId });
  if (!card) return err({ reason: "card_unknown" });
  if (!IS_USABLE[card.state]) return err({ reason: "card_not_active" });
  if (isHeldByAnother(card, null, deps.now)) return err({ reason: "card_held" });
  const found = await findDefinition(deps, "credit", { id: card.definitionId });
  if (to !== "creator" && found?.definition.isAssignable === false) {
    return err({ reason: "not_assignable" });
  }
  const profileId = to === "creator" ? card.creatorProfileId : to.profileId;
  const holder = profileId === null ? null : await lockAccount(deps, profileId);
  if (!holder || !isLiving(holder.profileType)) return err({ reason: "profile_unknown" });
  await moveAll(deps, card, holder, { commandId, by });
  const releasedToProfileId = holder.account.profileId;
  await giftCardStore.update(deps, cardId, { state: "released", releasedToProfileId });
  return ok(null);
};

/** Moves everything on a card to an account. */
const moveAll = async (
  deps: WriteDeps,
  card: GiftCard,
  holder: LockedAccount,
  by: Pick<Taking, "commandId" | "by">,
): Promise<void> => {
  const taken = await takeAll(deps, card, { kind: "transfer", ...by });
  const given = taken.map((entry, index): EntryDraft => {
    const stamp = entryStamp(holder.account, entry, taken.length + index);
    const amounts = { amount: -entry.amount, valueCents: cents(-entry.valueCents) };
    return { ...entry, ...stamp, ...amounts, lotId: lotIdOf(stamp.entryId) };
  });
  await appendDrafts(deps, holder, given);
  const moved = sumCents(given.map(({ valueCents }) => valueCents));
  happened(deps, "gift-card.released", card, moved);
};

/**
 * Whoever has what was on a released card, and so gets what comes back to it later, locked; null if
 * it isn't released, or if they have no account any more ([C9]).
 */
export const lockReleasedTo = async (
  deps: WriteDeps,
  { state, releasedToProfileId: profileId }: GiftCard,
): Promise<LockedAccount | null> => {
  if (state !== "released" || profileId === null) return null;
  const holder = await lockAccount(deps, profileId);
  return holder && isLiving(holder.profileType) ? holder : null;
};

/** Moves what has come back to a released card to whoever has the rest of it ([C9]). */
export const moveToReleased = (
  deps: WriteDeps,
  card: GiftCard,
  holder: LockedAccount,
): Promise<void> =>
  moveAll(deps, card, holder, { commandId: commandIdSchema.parse(deps.newId()), by: "api" });

/**
 * Takes everything that can still be spent out of the card's account, and drafts it with the expiry
 * of its lots. What has expired is expired.
 */
const takeAll = async (
  deps: WriteDeps,
  card: GiftCard,
  taking: Taking,
): Promise<readonly EntryDraft[]> => {
  if (card.accountId === null) return [];
  await expireLots(deps, card.accountId);
  const locked = assertDefined(await lockAccount(deps, card.accountId), "the account of a card");
  const drafts = draftsOf(deps, locked, taking);
  const written = drafts.map((draft): EntryDraft => ({ ...draft, expiresAt: null }));
  await appendDrafts(deps, locked, written);
  return drafts;
};

const draftsOf = (
  deps: WriteDeps,
  { account }: LockedAccount,
  { kind, commandId, by }: Taking,
): readonly EntryDraft[] =>
  account.lots.map((lot, index) => ({
    ...entryStamp(
      account,
      {
        commandId,
        occurredAt: deps.now,
        timezone: lot.timezone,
        source: { type: by, id: commandId },
        ...BY_NOBODY,
      },
      index,
    ),
    ...lotStamp(lot),
    kind,
    amount: -lot.remaining,
    valueCents: cents(-lot.remaining),
    expiresAt: lot.expiresAt,
  }));

type Taking = {
  readonly kind: "return" | "transfer";
  readonly commandId: CommandId;
  readonly by: "api" | "expiry";
};

/** Whether a card can be spent, by anyone who knows its number and PIN ([C6]). */
export const checkGiftCard = async (
  deps: WriteDeps,
  presented: PresentedCard,
): Promise<Result<CheckedCard, CardRefusal>> => {
  const opened = await openGiftCard(deps, presented);
  if (!opened.ok) return opened;
  const { card, locked } = opened.value;
  const lots = spendableLots(locked.account.lots, deps.now);
  return ok({
    cardId: card.id,
    lastFour: card.lastFour,
    remainingCents: sumCents(lots.map(({ remaining }) => cents(remaining))),
    expiresAt: lots.find(({ expiresAt }) => expiresAt !== null)?.expiresAt ?? null,
  });
};

/** A card that can be spent, with what is on it and when the first of that expires. */
export type CheckedCard = {
  readonly cardId: GiftCardId;
  readonly lastFour: string;
  readonly remainingCents: Cents;
  readonly expiresAt: Instant | null;
};

/** Lets the PIN of a card be tried again: for anyone who has the card ([C6]). */
export const unblockGiftCard = async (
  deps: WriteDeps,
  { cardId }: { readonly cardId: GiftCardId },
): Promise<Result<null, { readonly reason: "card_unknown" }>> => {
  const card = await giftCardStore.lock(deps, { id: cardId });
  if (!card) return err({ reason: "card_unknown" });
  await giftCardStore.update(deps, cardId, { wrongPins: 0, pinBlockedUntil: null });
  return ok(null);
};

const happened = (
  deps: WriteDeps,
  kind: "gift-card.voided" | "gift-card.released",
  { id, definitionId, accountId }: GiftCard,
  valueCents: Cents,
): void =>
  deps.happened({
    kind,
    profileId: accountId,
    context: { giftCardId: id, definitionId, valueCents, locationId: null },
  });
