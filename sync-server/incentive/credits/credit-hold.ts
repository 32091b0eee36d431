import { z } from "zod";
import { isHeldByAnother, isHeldWith } from "#shared/incentive/credits/gift-card.ts";
import { type CommandId, lotIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { type HoldOver, holdsOn } from "#sync-server/incentive/hold.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { readHeldLots, setLotHold } from "#sync-server/storage/ledger/lot-hold-store.ts";
import { readLotRecord, readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why credit isn't held, or a hold not ended. */
export type CreditHoldRefusal =
  | { readonly reason: "credit_unknown" }
  | { readonly reason: "credit_held" };

const about = ({ lotId, definitionId }: LotRecord) => ({ lotId, definitionId });

const holds = holdsOn<LotRecord>({
  set: (deps, { lotId }, hold) => setLotHold(deps, lotId, hold),
  dueOf: ({ lotId }) => ({ kind: "end_credit_hold", key: lotId }),
  begun: (lot, until) => ({
    kind: "credit.locked",
    profileId: lot.profileId,
    context: { ...about(lot), until },
  }),
  ended: (lot, end) => ({
    kind: "credit.unlocked",
    profileId: lot.profileId,
    context: { ...about(lot), end },
  }),
});

/** A credit of a profile by its number, and the token of the caller's own hold, if it has one. */
export type CreditAtCheckout = { readonly number: number; readonly lockToken: string | null };

/** Credit to hold for a checkout. */
export type HoldCredit = CreditAtCheckout & {
  readonly forMs: number;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

const heldSchema = z.object({ lockToken: z.string() });
type Held = z.output<typeof heldSchema>;

/**
 * Holds credit of a profile for one checkout ([C10]): nobody else redeems it, until that checkout
 * has paid or given up or the time is over. Sent again with its token, it lasts longer; under the
 * same key, it gets the first answer, or is refused once that hold is over.
 */
export const holdCredit = async (
  deps: WriteDeps,
  input: HoldCredit,
): Promise<Result<Held, CreditHoldRefusal | KeyReused | HoldOver>> => {
  const kept = { kind: "hold_credit", schema: heldSchema };
  const held = await answerOnce(deps, input, kept, holdNow);
  if (!held.ok) return held;
  const lot = await readLotRecord(deps, "credit", input.number);
  const isHeld = lot !== null && isHeldWith(lot, held.value.lockToken, deps.now);
  return isHeld ? held : err({ reason: "hold_over" });
};

const holdNow = async (
  deps: WriteDeps,
  { number, lockToken, forMs }: HoldCredit,
): Promise<Result<Held, CreditHoldRefusal>> => {
  const locked = await lockCredit(deps, { number, lockToken });
  if (!locked.ok) return locked;
  const hold = { lockToken: lockToken ?? deps.newId(), until: addMs(deps.now, forMs) };
  await holds.begin(deps, locked.value, hold);
  return ok({ lockToken: hold.lockToken });
};

/** Ends a hold before its time. One that has ended already is no mistake. */
export const endCreditHold = async (
  deps: WriteDeps,
  at: CreditAtCheckout,
): Promise<Result<null, CreditHoldRefusal>> => {
  const locked = await lockCredit(deps, at);
  if (!locked.ok) return locked;
  await holds.end(deps, locked.value, "given_up");
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
    if (lot.lockToken === lockToken) await holds.end(deps, lot, "paid");
  }
};

/** Ends a hold whose time is over. Returns when it is due to end, if it isn't over. */
export const endExpiredCreditHold = async (
  deps: WriteDeps,
  key: string,
): Promise<Instant | null> => {
  const lotId = lotIdSchema.parse(key);
  const [unlocked] = await readLotRecords(deps, [lotId]);
  if (!unlocked) return null;
  await lockAccount(deps, unlocked.profileId);
  const [lot] = await readLotRecords(deps, [lotId]);
  return holds.endExpired(deps, lot ?? null);
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
