import { z } from "zod";
import { hasReverted } from "#shared/incentive/credits/gift-card.ts";
import {
  decideIssueReward,
  type IssueRewardRefusal,
} from "#shared/incentive/rewards/issue-reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  type CommandId,
  type GiftCardId,
  giftCardIdSchema,
  type LocationId,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findIssuable, type NotIssuable } from "#sync-server/incentive/find-definition.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import {
  giftCardStore,
  insertCardAccount,
} from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import type { GiftCard } from "#sync-server/storage/incentive/credits/gift-card-table.ts";
import { describeLot } from "#sync-server/storage/ledger/lot-record-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { revertLater } from "./revert-card.ts";

/** Money put on a card: its first, which activates it, or more. */
export type LoadGiftCard = {
  readonly what: "activate" | "top_up";
  /** Null if there is no card with the number. */
  readonly cardId: GiftCardId | null;
  /** Null, to activate: the card's own value, or its definition's. */
  readonly valueCents: Cents | null;
  readonly locationId: LocationId | null;
  /** Who bought it or puts more on it, if known ([C14]). */
  readonly creatorProfileId: ProfileId | null;
  readonly currency: string | null;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why nothing is put on a card, in order of precedence. */
export type LoadGiftCardRefusal =
  | KeyReused
  | { readonly reason: "card_unknown" }
  | { readonly reason: "card_not_blank" }
  | { readonly reason: "card_not_active" }
  | { readonly reason: "currency_foreign" }
  | { readonly reason: "location_unknown" }
  | { readonly reason: "profile_unknown" }
  | NotIssuable
  | { readonly reason: "creator_missing" }
  | IssueRewardRefusal;

const loadedSchema = z.object({ id: giftCardIdSchema });

/**
 * Puts money on a card that was sold: activates a blank one, or tops up an active one ([C5]). The
 * money is a lot of the card's own account, issued under its definition.
 */
export const loadGiftCard = async (
  deps: WriteDeps,
  input: LoadGiftCard,
): Promise<Result<z.output<typeof loadedSchema>, LoadGiftCardRefusal>> =>
  answerOnce(deps, input, { kind: `${input.what}_gift_card`, schema: loadedSchema }, loadNow);

const WANTED = {
  activate: {
    state: "blank",
    refusal: { reason: "card_not_blank" },
    event: "gift-card.activated",
    usesOwnValue: true,
  },
  // More money on a card is never guessed.
  top_up: {
    state: "active",
    refusal: { reason: "card_not_active" },
    event: "gift-card.topped-up",
    usesOwnValue: false,
  },
} as const;

const loadNow = async (
  deps: WriteDeps,
  input: LoadGiftCard,
  commandId: CommandId,
): Promise<Result<z.output<typeof loadedSchema>, LoadGiftCardRefusal>> => {
  const { cardId, locationId, creatorProfileId } = input;
  const { state, refusal, event, usesOwnValue } = WANTED[input.what];
  const card = cardId === null ? null : await giftCardStore.lock(deps, { id: cardId });
  if (!card) return err({ reason: "card_unknown" });
  if (card.state !== state || hasReverted(card, deps.now)) return err(refusal);
  const tenant = await readTenant(deps);
  if (input.currency !== null && input.currency !== tenant?.currency) {
    return err({ reason: "currency_foreign" });
  }
  const location = locationId === null ? null : await locationStore.read(deps, locationId);
  if (locationId !== null && !location) return err({ reason: "location_unknown" });
  const creator =
    creatorProfileId === null ? null : await readLivingProfile(deps, creatorProfileId);
  if (creatorProfileId !== null && !creator) return err({ reason: "profile_unknown" });
  const found = await findIssuable(deps, "credit", { ref: { id: card.definitionId }, by: "rule" });
  if (!found.ok) return found;
  const { definition } = found.value;
  if (definition.requiresCreator && creator === null) {
    return err({ reason: "creator_missing" });
  }
  const ownCents = usesOwnValue ? (card.faceCents ?? definition.valueCents) : null;
  const valueCents = input.valueCents ?? ownCents ?? ZERO_CENTS;
  const by = {
    commandId,
    occurredAt: deps.now,
    timezone: (location ?? tenant)?.timezone ?? UTC,
    source: { type: "api", id: commandId },
    locationId,
    staffId: null,
    deviceId: null,
  } as const;
  const accountId = card.accountId ?? profileIdSchema.parse(deps.newId());
  const issue = decideIssueReward({ profileId: accountId }, definition, {
    ...by,
    valueCents,
  });
  if (!issue.ok) return issue;
  const { releasePeriod: period, releasePeriodType: periodType } = definition;
  const revertsAt =
    creator && period !== null
      ? expiryOf(deps.now, by.timezone, { period, periodType, absoluteExpiry: null })
      : null;
  await activate(deps, card, accountId, { creatorProfileId: creator?.id ?? null, revertsAt });
  const locked = assertDefined(await lockAccount(deps, accountId), "the account of a card");
  await appendDrafts(deps, locked, issue.value);
  const { lotId } = assertDefined(issue.value[0], "an issue has an entry");
  if (creator) {
    const extra = { creator_profile_id: creator.id };
    await describeLot(deps, lotId, { externalId: null, extra });
  }
  const { id, definitionId } = card;
  deps.happened({
    kind: event,
    profileId: accountId,
    commandId,
    context: { giftCardId: id, definitionId, valueCents, locationId },
  });
  return ok({ id });
};

const activate = async (
  deps: WriteDeps,
  card: GiftCard,
  accountId: ProfileId,
  sold: Pick<GiftCard, "creatorProfileId" | "revertsAt">,
): Promise<void> => {
  if (card.accountId !== null) return;
  await insertCardAccount(deps, accountId);
  const activated = {
    state: "active",
    accountId,
    ...sold,
    activatedAt: deps.now,
  } as const;
  await giftCardStore.update(deps, card.id, activated);
  await revertLater(deps, card, sold.revertsAt);
};
