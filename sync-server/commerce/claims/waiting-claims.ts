import { type ClaimableSale, claimStatusAt, isSaleOf } from "#shared/commerce/claim.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { codesOfLocation } from "#shared/organisation/location.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import {
  lockOpenClaims,
  settleClaim,
} from "#sync-server/storage/commerce/transaction-claim-store.ts";
import type { TransactionClaim } from "#sync-server/storage/commerce/transaction-claim-table.ts";
import type { TransactionFields } from "#sync-server/storage/commerce/transaction-table.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { endClaim, REJECTED } from "./end-claim.ts";

type Sold = Pick<
  TransactionFields,
  "receiptRef" | "transactedAt" | "timezone" | "totalCents" | "currency" | "isVoid" | "locationId"
>;

/** The claims that wait for a receipt number, the oldest first. */
export type WaitingClaims = {
  /** Those that mean this sale ([J1]). */
  readonly matching: readonly TransactionClaim[];
  readonly others: readonly TransactionClaim[];
};

const NONE: WaitingClaims = { matching: [], others: [] };

/** The claims that wait for a sale that is about to be written. */
export const readWaitingClaims = async (deps: WriteDeps, sold: Sold): Promise<WaitingClaims> => {
  const { receiptRef, locationId, isVoid, totalCents } = sold;
  if (receiptRef === null || locationId === null || isVoid || totalCents <= 0) return NONE;
  const open = await lockOpenClaims(deps, receiptRef);
  const waiting = open.filter((claim) => claimStatusAt(claim, deps.now) === "pending");
  if (waiting.length === 0) return NONE;
  const sale = await claimableOf(deps, sold);
  const matching = waiting.filter((claim) => isSaleOf(claim, sale));
  return { matching, others: waiting.filter((claim) => !matching.includes(claim)) };
};

/** A sale as claims are compared with it. */
export const claimableOf = async (deps: ReadDeps, sold: Sold): Promise<ClaimableSale> => {
  const { locationId } = sold;
  const location = locationId === null ? null : await locationStore.read(deps, locationId);
  return { ...sold, locationCodes: location ? codesOfLocation(location) : [] };
};

/** Locks the account of the oldest claim, which gets a guest's sale ([J2]). */
export const lockClaimant = async (
  deps: WriteDeps,
  { matching }: WaitingClaims,
): Promise<LockedAccount | null> => {
  for (const { profileId } of matching) {
    const locked = await lockAccount(deps, profileId);
    if (locked && isLiving(locked.profileType)) return locked;
  }
  return null;
};

/**
 * Ends the claims on a sale that belongs to a profile now: the first of that profile has got it,
 * and the others have not ([J2]). Those that mean another sale wait on.
 */
export const settleClaims = async (
  deps: WriteDeps,
  { matching, others }: WaitingClaims,
  sale: {
    readonly id: TransactionId;
    readonly profileId: ProfileId | null;
    /** Whether it was a profile's before: then it can no longer be claimed. */
    readonly wasTaken: boolean;
  },
): Promise<void> => {
  const own = matching.find(({ profileId }) => profileId === sale.profileId);
  const winner = sale.wasTaken ? undefined : own;
  for (const claim of sale.profileId === null ? [] : matching) {
    const isWon = claim === winner;
    await endClaim(deps, claim, isWon ? { status: "claimed", transactionId: sale.id } : REJECTED);
  }
  for (const { id } of sale.profileId === null ? [...matching, ...others] : others) {
    await settleClaim(deps, id, { status: "pending", transactionId: null });
  }
};
