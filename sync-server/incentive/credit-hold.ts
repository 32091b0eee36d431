import { type CardHoldEnd, isHeldByAnother } from "#shared/incentive/gift-card.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type LotId, lotIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { readHeldLots, setLotHold } from "#sync-server/storage/lot-hold-store.ts";
import { readLotRecord, readLotRecords } from "#sync-server/storage/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/lot-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why credit isn't held, or a hold not ended. */
export type CreditHoldRefusal =
  | { readonly reason: "credit_unknown" }
  | { readonly reason: "credit_held" };

/** A credit of a profile by its number, and the token of the caller's own hold, if it has one. */
export type CreditAtCheckout = { readonly number: number; readonly lockToken: string | null };

/**
 * Holds credit of a profile for one checkout ([C10]): nobody else redeems it, until that checkout
 * has paid or given up or the time is over. Sent again with its token, it lasts longer.
 */
export const holdCredit = async (
  deps: WriteDeps,
  { forMs, ...at }: CreditAtCheckout & { readonly forMs: number },
): Promise<Result<{ readonly lockToken: string }, CreditHoldRefusal>> => {
  const locked = await lockCredit(deps, at);
  if (!locked.ok) return locked;
  const lot = locked.value;
  const lockToken = at.lockToken ?? deps.newId();
  // A hold that nobody has ended was over by itself.
  if (lot.lockToken !== lockToken) await endHold(deps, lot, "expired");
  const until = addMs(deps.now, forMs);
  await setLotHold(deps, lot.lotId, { lockToken, until });
  await setDue(deps, dueOf(lot.lotId), until);
  deps.happened({
    kind: "credit.locked",
    profileId: lot.profileId,
    context: { ...about(lot), until },
  });
  return ok({ lockToken });
};

/** Ends a hold before its time. One that has ended already is no mistake. */
export const endCreditHold = async (
  deps: WriteDeps,
  at: CreditAtCheckout,
): Promise<Result<null, CreditHoldRefusal>> => {
  const locked = await lockCredit(deps, at);
  if (!locked.ok) return locked;
  await endHold(deps, locked.value, "given_up");
  return ok(null);
};

/**
 * The account without the credit that another checkout holds, for deciding a redemption ([C10]).
 * The caller has locked the account.
 */
export const withoutHeldCredit = async (
  deps: WriteDeps,
  account: Account,
  lockToken: string | null,
): Promise<Account> => {
  const held = await readHeldLots(deps, account.profileId);
  const others = held.filter((lot) => isHeldByAnother(lot, lockToken, deps.now));
  if (others.length === 0) return account;
  const ids = new Set(others.map(({ lotId }) => lotId));
  return { ...account, lots: account.lots.filter(({ lotId }) => !ids.has(lotId)) };
};

/** Ends the holds of a checkout that has paid. */
export const endHoldsOf = async (
  deps: WriteDeps,
  profileId: ProfileId,
  lockToken: string,
): Promise<void> => {
  for (const lot of await readHeldLots(deps, profileId)) {
    if (lot.lockToken === lockToken) await endHold(deps, lot, "paid");
  }
};

/**
 * Makes it durable that a hold is over: until then it already counts for nothing. Returns when the
 * hold is due to end, if it isn't over; null if there is none.
 */
export const endExpiredCreditHold = async (
  deps: WriteDeps,
  key: string,
): Promise<Instant | null> => {
  const lotId = lotIdSchema.parse(key);
  const [unlocked] = await readLotRecords(deps, [lotId]);
  if (!unlocked) return null;
  await lockAccount(deps, unlocked.profileId);
  const [lot] = await readLotRecords(deps, [lotId]);
  const { lockExpiresAt } = assertDefined(lot, "a lot stays");
  if (!lot || lockExpiresAt === null) return null;
  if (lockExpiresAt > deps.now) return lockExpiresAt;
  await endHold(deps, lot, "expired");
  return null;
};

const lockCredit = async (
  deps: WriteDeps,
  { number, lockToken }: CreditAtCheckout,
): Promise<Result<LotRecord, CreditHoldRefusal>> => {
  const unlocked = await readLotRecord(deps, "credit", number);
  const holder = unlocked && (await lockAccount(deps, unlocked.profileId));
  const lot =
    holder && isLiving(holder.profileType) && (await readLotRecord(deps, "credit", number));
  if (!lot) return err({ reason: "credit_unknown" });
  return isHeldByAnother(lot, lockToken, deps.now) ? err({ reason: "credit_held" }) : ok(lot);
};

const endHold = async (deps: WriteDeps, lot: LotRecord, end: CardHoldEnd): Promise<void> => {
  if (lot.lockExpiresAt === null) return;
  await setLotHold(deps, lot.lotId, null);
  await setDue(deps, dueOf(lot.lotId), null);
  const isOver = lot.lockExpiresAt <= deps.now;
  deps.happened({
    kind: "credit.unlocked",
    profileId: lot.profileId,
    context: { ...about(lot), end: isOver ? "expired" : end },
  });
};

const about = ({ lotId, definitionId }: LotRecord) => ({ lotId, definitionId });

const dueOf = (lotId: LotId) => ({ kind: "end_credit_hold", key: lotId }) as const;
