import type { ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { RedeemRefusal, RedeemRequest } from "#shared/redemption/decide.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** A redemption as the API or a device's command asks for it. */
export type RedeemInput = RedeemRequest & {
  readonly profileId: ProfileId;
  readonly transactionReceiptRef: string | null;
  readonly transactionExternalId: string | null;
  /** The caller's free JSON, kept with the redemption. */
  readonly meta: string;
};

/** Why nothing was redeemed, in order of precedence. */
export type RedeemFailure =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "profile_deleted" }
  | RedeemRefusal;

export type Redeemed = {
  readonly redemptionId: RedemptionId;
  readonly redeemedCents: number;
  readonly shortfallCents: number;
  readonly entries: readonly LedgerEntry[];
  /** The account after it. */
  readonly account: Account;
};

/**
 * Redeems in the caller's transaction: locks the account, decides by all facts, appends, and writes
 * the redemption. Does not make a repeat harmless: the caller finds the command first ([S5]).
 */
export const redeem = async (
  _deps: WriteDeps,
  _input: RedeemInput,
): Promise<Result<Redeemed, RedeemFailure>> => {
  throw new Error("not built yet");
};
