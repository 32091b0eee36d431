import { canonicalJson, sha256Hex } from "#shared/kernel/canonical.ts";
import { commandIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { findProfile } from "#sync-server/profile/find-profile.ts";
import type { ExtraFields } from "#sync-server/storage/json-column.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import {
  appendItems,
  findSale,
  readSale,
  replaceItems,
  type SaleRecord,
} from "#sync-server/storage/transaction-store.ts";
import { applySale } from "./apply-sale.ts";
import { type ResolvedSale, resolveSale } from "./resolve-sale.ts";
import { keepSaleAnswer, readSaleAnswer, type SaleAnswer } from "./sale-answer.ts";
import type { PostSale, SaleInput, SaleRefusal } from "./sale-input.ts";

/**
 * Writes a sale or return with its lines, and moves the points it earns or takes back, in one
 * transaction. Known by (system, external id), it is never doubled: `upsert` gives the same body the
 * same answer, and another body corrects what may change, points by their difference (domain.md
 * §12.4). The answer says what the sale has earned and what the profile holds now.
 */
export const postTransaction = async (
  deps: WriteDeps,
  input: PostSale,
): Promise<Result<SaleAnswer, SaleRefusal>> => {
  const { sale } = input;
  const bodyHash = sha256Hex(canonicalJson(sale));
  if (input.commandId !== null) {
    const known = await readSaleAnswer(deps, input.commandId);
    if (known) {
      return known.bodyHash === bodyHash ? ok(known.answer) : err({ reason: "key_reused" });
    }
  }
  const found = await findAndLock(deps, input);
  if (!found.ok) return found;
  const { known, locked } = found.value;
  if (known && input.mode === "create") {
    return err({ reason: "already_exists", transactionId: known.id });
  }
  if (known?.bodyHash === bodyHash) {
    const first = await readSaleAnswer(deps, known.commandId);
    if (first) return ok({ ...first.answer, status: "unchanged" });
  }
  const profileId = locked?.account.profileId ?? null;
  if (known?.profileId && known.profileId !== profileId) {
    return err({ reason: "profile_differs", profileId: known.profileId });
  }
  const resolved = await resolveSale(deps, sale, profileId);
  if (!resolved.ok) return resolved;
  const commandId = input.commandId ?? commandIdSchema.parse(deps.newId());
  const fields = {
    ...fieldsOf(sale, resolved.value, known),
    profileId,
    commandId,
    bodyHash,
    extra: { ...sale.extra, ...claimOf(deps, known, profileId) },
  };
  const answer = await applySale(deps, { before: known, fields, locked, commandId });
  if (sale.items !== null) {
    const write = known ? replaceItems : appendItems;
    await write(deps, answer.transactionId, sale.items);
  }
  await keepSaleAnswer(deps, fields, answer);
  return ok(answer);
};

/**
 * Finds the sale and locks its account, whichever says whose it is: the body, or for a body of a
 * guest the sale that was claimed since. What is found is read after the lock was had.
 */
const findAndLock = async (
  deps: WriteDeps,
  input: PostSale,
): Promise<
  Result<{ readonly known: SaleRecord | null; readonly locked: LockedAccount | null }, SaleRefusal>
> => {
  const { profile } = input.sale;
  const profileId =
    profile === null
      ? ((await findKnown(deps, input))?.profileId ?? null)
      : await findProfile(deps, profile);
  if (profileId === null) {
    if (profile !== null) return err({ reason: "profile_unknown" });
    return ok({ known: await findKnown(deps, input), locked: null });
  }
  const locked = await lockAccount(deps, profileId);
  if (!locked || (locked.profileType === "deleted" && profile !== null)) {
    return err({ reason: "profile_unknown" });
  }
  return ok({ known: await findKnown(deps, input), locked });
};

/** The sale under this key, or for a body without one the sale under this number. */
const findKnown = async (deps: WriteDeps, input: PostSale): Promise<SaleRecord | null> => {
  const { system, externalId } = input.sale;
  if (externalId !== null) return findSale(deps, system, externalId);
  return input.id === null ? null : readSale(deps, input.id);
};

/** What the body leaves open stays as it was. */
const fieldsOf = (sale: SaleInput, resolved: ResolvedSale, known: SaleRecord | null) => ({
  system: known?.system ?? sale.system,
  externalId: known?.externalId ?? sale.externalId,
  totalCents: sale.totalCents,
  totalOriginalCents: sale.totalOriginalCents,
  transactedAt: sale.transactedAt,
  receiptRef: sale.receiptRef,
  linkedReceiptRef: sale.linkedReceiptRef,
  isVoid: sale.isVoid ?? known?.isVoid ?? false,
  redemptionId: sale.redemptionId ?? known?.redemptionId ?? null,
  ...resolved,
});

/** When a guest's sale was claimed is ours to remember, not the caller's to say (domain.md §12.6). */
export const claimOf = (
  deps: WriteDeps,
  known: SaleRecord | null,
  profileId: ProfileId | null,
): ExtraFields => {
  const claimedAt = known?.extra["claimed_at"];
  if (claimedAt !== undefined) return { claimed_at: claimedAt };
  return known && known.profileId === null && profileId !== null ? { claimed_at: deps.now } : {};
};
