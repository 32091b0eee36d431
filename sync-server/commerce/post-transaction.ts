import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { firstInstantOf } from "#shared/kernel/time.ts";
import { isErased, isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce } from "#sync-server/access/answer-once.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { resolveLocation } from "#sync-server/organisation/locations.ts";
import { findProfile } from "#sync-server/profile/find-profile.ts";
import { sha256 } from "#sync-server/sha256.ts";
import { readItemsOf } from "#sync-server/storage/commerce/transaction-item-store.ts";
import {
  findTransaction,
  lockTransaction,
  readTransaction,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import { resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import { findReversal } from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readAnswered } from "#sync-server/storage/sync/command-store.ts";
import { applyTransaction } from "./apply-transaction.ts";
import { completeTransaction } from "./complete-transaction.ts";
import { lockHoldersOf, lockHoldersOfReturn } from "./earning/lock-holders.ts";
import { type LineAfter, linesAfter } from "./lines-after.ts";
import { linkRedemption, redemptionOf, whyNotLinked } from "./link-redemption.ts";
import { rateOfSale } from "./rate-of-sale.ts";
import { type ResolvedTransaction, resolveTransaction } from "./resolve-transaction.ts";
import { type TransactionAnswer, transactionAnswerSchema } from "./transaction-answer.ts";
import type {
  PostTransaction,
  SentTransaction,
  TransactionInput,
  TransactionRefusal,
} from "./transaction-input.ts";

/**
 * Writes a sale or return with its lines, and moves the points it earns or takes back, in one
 * transaction. Its key is (system, external id), so it is never doubled: with `upsert`, the same
 * body gets the same answer, and another body corrects what may change, moving points by the
 * difference (DOMAIN §12.4). The answer says what the transaction has earned and what the profile
 * holds now.
 */
export const postTransaction = async (
  deps: WriteDeps,
  input: PostTransaction,
): Promise<Result<TransactionAnswer, TransactionRefusal>> => {
  const bodyHash = sha256(canonicalJson(input.transaction));
  const kept = {
    kind: "post_transaction",
    schema: transactionAnswerSchema,
    // The transaction's own command has the answer already.
    keepsAnswer: ({ status }: TransactionAnswer) => status !== "unchanged",
  };
  // The body itself is in the transaction: the profile that it names may be an email address.
  const asked = { commandId: input.commandId, bodyHash };
  return answerOnce(deps, asked, kept, (_deps, _asked, commandId) =>
    postNow(deps, input, { commandId, bodyHash }),
  );
};

const postNow = async (
  deps: WriteDeps,
  input: PostTransaction,
  { commandId, bodyHash }: Pick<TransactionRecord, "commandId" | "bodyHash">,
): Promise<Result<TransactionAnswer, TransactionRefusal>> => {
  const found = await findAndLock(deps, input);
  if (!found.ok) return found;
  const { known, locked } = found.value;
  const transaction = completeTransaction(input.transaction, known);
  if (known && input.mode === "create") {
    return err({ reason: "already_exists", transactionId: known.id });
  }
  if (known?.bodyHash === bodyHash) {
    const answered = await readAnswered(deps, known.commandId);
    const first = transactionAnswerSchema.safeParse(answered?.verdict);
    if (first.success) return ok({ ...first.data, status: "unchanged" });
  }
  const profileId = locked?.account.profileId ?? null;
  if (known?.profileId && known.profileId !== profileId) {
    return err({ reason: "profile_differs", profileId: known.profileId });
  }
  const resolved = await resolveTransaction(deps, transaction, profileId, {
    locate: (ref) => resolveLocation(deps, ref),
    rateOf: (...rate) => rateOfSale(deps, { known, input: transaction, profileId }, ...rate),
  });
  if (!resolved.ok) return resolved;
  const sold = soldFieldsOf(transaction, resolved.value, known);
  const extra = { ...sold.extra, ...claimOf(deps, known, profileId) };
  const redemptionId = await redemptionOf(deps, known, { ...sold, profileId });
  const fields = { ...sold, redemptionId, profileId, commandId, bodyHash, extra };
  if (await usesReversedRedemption(deps, fields)) return err({ reason: "redemption_reversed" });
  const refusal = await whyNotLinked(deps, known, fields);
  if (refusal) return err(refusal);
  const items = await linesOf(deps, known, input.transaction);
  const answer = await applyTransaction(deps, { before: known, fields, items, locked, commandId });
  await linkRedemption(deps, known, { id: answer.transactionId, sale: fields, commandId });
  return ok(answer);
};

/** The lines that a body makes of those of the transaction; null: unchanged. */
const linesOf = async (
  deps: WriteDeps,
  known: TransactionRecord | null,
  { items, keepsOtherItems }: SentTransaction,
): Promise<readonly LineAfter[] | null> => {
  if (items === null) return null;
  const held = known ? ((await readItemsOf(deps, [known.id])).get(known.id) ?? []) : [];
  return linesAfter(held, items, keepsOtherItems === true);
};

/**
 * Finds the transaction and locks its account: the profile in the body, or, if the body is a
 * guest's, the profile that has claimed the transaction since. Reads again after taking the lock.
 */
const findAndLock = async (
  deps: WriteDeps,
  input: PostTransaction,
): Promise<
  Result<
    { readonly known: TransactionRecord | null; readonly locked: LockedAccount | null },
    TransactionRefusal
  >
> => {
  const { profile, totalCents, isVoid } = input.transaction;
  // Anything but a plain sale may concern the accounts of others.
  const isPlain = profile !== null && totalCents >= 0 && isVoid !== true;
  const seen = isPlain ? null : await findKnown(deps, input);
  const profileId = profile === null ? (seen?.profileId ?? null) : await findProfile(deps, profile);
  if (profile !== null && profileId === null) return err({ reason: "profile_unknown" });
  await (seen
    ? lockHoldersOf(deps, seen, profileId)
    : lockHoldersOfReturn(deps, completeTransaction(input.transaction, null), profileId));
  const locked = profileId === null ? null : await lockAccount(deps, profileId);
  // It was merged into another before it was locked ([I2]).
  const isGone = locked !== null && !isLiving(locked.profileType);
  if (profileId !== null && isGone && (await resolveAlias(deps, profileId)) !== profileId) {
    return findAndLock(deps, input);
  }
  if (profile !== null && (!locked || !isLiving(locked.profileType))) {
    return err({ reason: "profile_unknown" });
  }
  // What it was is erased, and would come back with a correction.
  if (locked && isErased(locked.profileType)) return err({ reason: "profile_unknown" });
  const known = await lockKnown(deps, input);
  // A profile has claimed it meanwhile, whose account isn't locked yet.
  if (profile === null && (known?.profileId ?? null) !== profileId) return findAndLock(deps, input);
  return ok({ known, locked });
};

/** The same, locked, so that nobody claims it meanwhile. */
const lockKnown = async (
  deps: WriteDeps,
  input: PostTransaction,
): Promise<TransactionRecord | null> => {
  const known = await findKnown(deps, input);
  return known && lockTransaction(deps, known.id);
};

/** The transaction with this key, or for a body without one, the transaction with this number. */
const findKnown = async (
  deps: WriteDeps,
  input: PostTransaction,
): Promise<TransactionRecord | null> => {
  const { system, externalId } = input.transaction;
  if (externalId !== null) return findTransaction(deps, system, externalId);
  return input.id === null ? null : readTransaction(deps, input.id);
};

/** What a sale or return is written as. */
export const soldFieldsOf = (
  transaction: TransactionInput,
  resolved: ResolvedTransaction,
  known: TransactionRecord | null,
) => ({
  system: known?.system ?? transaction.system,
  externalId: known?.externalId ?? transaction.externalId,
  totalCents: transaction.totalCents,
  totalOriginalCents: transaction.totalOriginalCents,
  receiptRef: transaction.receiptRef,
  linkedReceiptRef: transaction.linkedReceiptRef,
  isVoid: transaction.isVoid ?? known?.isVoid ?? false,
  redemptionId: transaction.redemptionId ?? known?.redemptionId ?? null,
  extra: { ...transaction.extra, ...deliveryOf(transaction, resolved) },
  ...resolved,
});

/** When its goods are to be delivered: nothing depends on it. */
const deliveryOf = (
  { deliverAt = null }: TransactionInput,
  { timezone }: ResolvedTransaction,
): ExtraFields => (deliverAt === null ? {} : { deliver_at: firstInstantOf(deliverAt, timezone) });

/** Whether a sale that isn't void names a redemption that has been reversed ([V5]). */
export const usesReversedRedemption = async (
  deps: WriteDeps,
  { isVoid, redemptionId }: Pick<TransactionRecord, "isVoid" | "redemptionId">,
): Promise<boolean> =>
  !isVoid && redemptionId !== null && (await findReversal(deps, redemptionId)) !== null;

/** We record when a guest's transaction was claimed; the caller can't set it (DOMAIN §12.6). */
export const claimOf = (
  deps: WriteDeps,
  known: TransactionRecord | null,
  profileId: ProfileId | null,
): ExtraFields => {
  const claimedAt = known?.extra["claimed_at"];
  if (claimedAt !== undefined) return { claimed_at: claimedAt };
  return known && known.profileId === null && profileId !== null ? { claimed_at: deps.now } : {};
};
