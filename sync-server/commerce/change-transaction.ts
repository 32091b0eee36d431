import type { CommandId, TransactionId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isErased, isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce } from "#sync-server/access/answer-once.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { findProfile, type ProfileRef } from "#sync-server/profile/find-profile.ts";
import {
  lockTransaction,
  readTransaction,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { applyTransaction } from "./apply-transaction.ts";
import { lockHoldersOf } from "./earning/lock-holders.ts";
import { linkRedemption, redemptionOf } from "./link-redemption.ts";
import { claimOf, usesReversedRedemption } from "./post-transaction.ts";
import { type TransactionAnswer, transactionAnswerSchema } from "./transaction-answer.ts";
import type { TransactionRefusal } from "./transaction-input.ts";

/**
 * The few fields of a finished transaction that may change (DOMAIN §12.1, §24 no. 17); null:
 * unchanged.
 */
export type TransactionChange = {
  readonly id: TransactionId;
  readonly isVoid: boolean | null;
  /** Links a guest's transaction to a profile. */
  readonly profile: ProfileRef | null;
  /** Merged field by field: meta and tags. */
  readonly extra: ExtraFields;
};

/**
 * Changes a finished transaction atomically. Voiding takes back what it earned, and reverses its
 * redemption; linking a guest's transaction earns at today's rates. The key and the original body
 * stay, so that repeating the post gets the same answer as before.
 */
export const changeTransaction = async (
  deps: WriteDeps,
  input: TransactionChange,
): Promise<Result<TransactionAnswer, TransactionRefusal>> => {
  const { id, isVoid } = input;
  // The profile that it names may be an email address.
  const asked = { commandId: null, id, isVoid, isLinked: input.profile !== null };
  const kept = { kind: "change_transaction", schema: transactionAnswerSchema };
  return answerOnce(deps, asked, kept, (_deps, _asked, commandId) =>
    changeNow(deps, input, commandId),
  );
};

const changeNow = async (
  deps: WriteDeps,
  input: TransactionChange,
  commandId: CommandId,
): Promise<Result<TransactionAnswer, TransactionRefusal>> => {
  const known = await readTransaction(deps, input.id);
  if (!known) return err({ reason: "transaction_unknown" });
  const wantedId = input.profile === null ? null : await findProfile(deps, input.profile);
  if (input.profile !== null && wantedId === null) return err({ reason: "profile_unknown" });
  const profileId = wantedId ?? known.profileId;
  await lockHoldersOf(deps, known, profileId);
  const locked = profileId === null ? null : await lockAccount(deps, profileId);
  if (wantedId !== null && (!locked || !isLiving(locked.profileType))) {
    return err({ reason: "profile_unknown" });
  }
  if (locked && isErased(locked.profileType)) return err({ reason: "profile_unknown" });
  // The account comes first, as when a transaction is posted, so that neither waits for the other.
  const before = await lockTransaction(deps, input.id);
  if (!before) return err({ reason: "transaction_unknown" });
  // It has become a profile's meanwhile, whose account isn't locked yet.
  if (before.profileId !== known.profileId) return changeNow(deps, input, commandId);
  if (before.profileId !== null && before.profileId !== profileId) {
    return err({ reason: "profile_differs", profileId: before.profileId });
  }
  const { id, createdAt: _c, updatedAt: _u, earned: _e, saleId: _s, ...fields } = before;
  const isVoid = input.isVoid ?? before.isVoid;
  const redemptionId = await redemptionOf(deps, before, { ...fields, profileId, isVoid });
  if (await usesReversedRedemption(deps, { redemptionId, isVoid })) {
    return err({ reason: "redemption_reversed" });
  }
  const extra = { ...before.extra, ...input.extra, ...claimOf(deps, before, profileId) };
  const sale = { ...fields, redemptionId, profileId, isVoid, extra };
  const written = { before, fields: sale, items: null, locked, commandId };
  const answer = await applyTransaction(deps, written);
  await linkRedemption(deps, before, { id, sale, commandId });
  return ok(answer);
};
