import { z } from "zod";
import { claimStatusAt, isSameReceipt, type Receipt, whyNotOfDay } from "#shared/commerce/claim.ts";
import {
  type CommandId,
  type ProfileId,
  type StaffId,
  type TransactionClaimId,
  transactionClaimIdSchema,
} from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  addMs,
  addToDay,
  DAY_MS,
  dayIn,
  firstInstantOf,
  lastInstantOf,
  type TimeZone,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { decideOnce, type Finality, type KeyReused } from "#sync-server/access/answer-once.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
import {
  countOpenClaims,
  countWrongClaims,
  countWrongClaimsBy,
  insertClaim,
  readClaimOf,
  readStandingClaims,
  takeBackClaim,
} from "#sync-server/storage/commerce/transaction-claim-store.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { findNamedLocation } from "#sync-server/storage/organisation/location-store.ts";
import { readPolicy } from "#sync-server/storage/organisation/settings-store.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import { readProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { claimContext } from "./end-claim.ts";
import { matchClaim } from "./match-claim.ts";

/** A customer's claim that a sale was theirs (DOMAIN §12.6). */
export type ClaimTransaction = {
  readonly profileId: ProfileId;
  readonly receipt: Omit<Receipt, "day">;
  /** The day on the receipt, or a time of it. */
  readonly boughtAt: WrittenTime;
  /** Whose days they are; null: the store's, or the tenant's. */
  readonly timezone: TimeZone | null;
  /** Who claims it for the customer. */
  readonly staffId: StaffId | null;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why a sale can't be claimed, in order of precedence. */
const refusalSchema = z.object({
  reason: z.enum([
    "profile_unknown",
    "staff_unknown",
    "in_the_future",
    "too_long_before_joining",
    "too_many_open",
    "too_many_wrong",
    "already_credited",
  ]),
});
type Refused = z.infer<typeof refusalSchema>;

const FINALITY: Finality<Refused> = {
  profile_unknown: "final",
  staff_unknown: "final",
  in_the_future: "final",
  too_long_before_joining: "final",
  too_many_open: "passing",
  too_many_wrong: "passing",
  already_credited: "final",
};

export type ClaimTransactionRefusal = KeyReused | Refused;

const claimSchema = z.object({
  id: transactionClaimIdSchema,
  /** Whether the profile had made the same claim before ([J4]). */
  isRepeat: z.boolean(),
});
type Claimed = z.infer<typeof claimSchema>;

/**
 * Gives a profile the sale that it claims, if it has arrived and nobody has it; otherwise the claim
 * waits for it ([J1] to [J5]). One that the profile has made before, and that waits or has got its
 * sale, is answered with that. The same request under the same key gets the first answer, even a
 * refusal, unless it was for reaching a limit.
 */
export const claimTransaction = (
  deps: WriteDeps,
  input: ClaimTransaction,
): Promise<Result<Claimed, ClaimTransactionRefusal>> =>
  decideOnce(
    deps,
    input,
    { kind: "claim_transaction", schema: claimSchema, refusals: refusalSchema, finality: FINALITY },
    claimNow,
  );

/** The same for a caller that keeps the answer itself, such as a command of a device ([J7]). */
export const claimNow = async (
  deps: WriteDeps,
  {
    profileId,
    receipt: written,
    boughtAt,
    timezone: zone,
    staffId,
  }: Omit<ClaimTransaction, "commandId">,
  commandId: CommandId,
): Promise<Result<Claimed, Refused>> => {
  const locked = await lockAccount(deps, profileId);
  const profile = await readProfileRecord(deps, profileId);
  if (!locked || !profile || !isLiving(locked.profileType)) {
    return err({ reason: "profile_unknown" });
  }
  if (staffId !== null && !(await findStaff(deps, staffId))) {
    return err({ reason: "staff_unknown" });
  }
  const location = await findNamedLocation(deps, written.locationCode);
  const timezone = zone ?? location?.timezone ?? (await readTenantZone(deps));
  const receipt = { ...written, day: dayIn(firstInstantOf(boughtAt, timezone), timezone) };
  const { claims: policy } = await readPolicy(deps);
  const today = dayIn(deps.now, timezone);
  const joined = dayIn(profile.joinedAt ?? profile.createdAt, timezone);
  const wrongDay = whyNotOfDay(receipt.day, { today, joined, policy });
  if (wrongDay) return err({ reason: wrongDay });
  const standing = await readStandingClaims(deps, profileId, receipt.receiptRef);
  const same = standing.find(
    (each) => isSameReceipt(each, receipt) && claimStatusAt(each, deps.now) !== "expired",
  );
  if (same) return ok({ id: same.id, isRepeat: true });
  if ((await countOpenClaims(deps, profileId)) >= policy.openMax) {
    return err({ reason: "too_many_open" });
  }
  const dayAgo = addMs(deps.now, -DAY_MS);
  const wrong = await countWrongClaims(deps, profileId, dayAgo);
  const wrongBy = staffId === null ? 0 : await countWrongClaimsBy(deps, staffId, dayAgo);
  if (wrong >= policy.wrongPerDay || wrongBy >= policy.wrongPerStaffDay) {
    return err({ reason: "too_many_wrong" });
  }
  const expiresAt = lastInstantOf(addToDay(today, { days: policy.waitDays }), timezone);
  const made = await insertClaim(deps, {
    ...receipt,
    profileId,
    status: "pending",
    timezone,
    staffId,
    attempts: 1,
    expiresAt,
  });
  const { id } = made;
  const context = claimContext(made);
  deps.happened({ kind: "transaction-claim.created", profileId, commandId, context });
  const { status } = await matchClaim(deps, made, commandId);
  if (status === "rejected") return err({ reason: "already_credited" });
  if (status === "pending") {
    await touchClienteling(deps, { profileId, kind: "claim", id });
    await setDue(deps, { kind: "check_claim", key: String(id) }, addMs(deps.now, LOOK_AGAIN_MS));
  }
  return ok({ id, isRepeat: false });
};

/** Longer than any transaction takes that may be writing the sale at this moment. */
const LOOK_AGAIN_MS = 60_000;

/** Why a claim isn't taken back, in order of precedence. */
export type DeleteClaimRefusal =
  | { readonly reason: "claim_unknown" }
  /** The sale is theirs, or never will be. */
  | { readonly reason: "claim_over" };

/** Takes back a claim that still waits. It still counts as one that was made ([J4]). */
export const deleteTransactionClaim = async (
  deps: WriteDeps,
  { profileId, id }: { readonly profileId: ProfileId; readonly id: TransactionClaimId },
): Promise<Result<null, DeleteClaimRefusal>> => {
  const claim = await readClaimOf(deps, profileId, id);
  if (!claim) return err({ reason: "claim_unknown" });
  if (!(await takeBackClaim(deps, id))) return err({ reason: "claim_over" });
  await setDue(deps, { kind: "check_claim", key: String(id) }, null);
  await touchClienteling(deps, { profileId, kind: "claim", id, isDeleted: true });
  deps.happened({ kind: "transaction-claim.deleted", profileId, context: claimContext(claim) });
  return ok(null);
};
