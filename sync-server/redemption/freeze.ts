import { z } from "zod";
import {
  type CommandId,
  type FreezeId,
  freezeIdSchema,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Freeze, FreezeReason, UnfreezeReason } from "#shared/ledger/freeze.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import { setAccountFreeze } from "#sync-server/storage/ledger/account-store.ts";
import { endFreeze, insertFreeze, readFreezeOf } from "#sync-server/storage/ledger/freeze-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** A freeze by head office. */
export type NewFreeze = {
  readonly profileId: ProfileId;
  readonly reason: FreezeReason;
  readonly reference: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why an account isn't frozen, in order of precedence. */
export type FreezeRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "already_frozen" };

/** The end of a freeze. */
export type Unfreeze = {
  readonly profileId: ProfileId;
  readonly freezeId: FreezeId;
  readonly reason: UnfreezeReason;
  readonly reference: string;
};

/** Why an account isn't unfrozen, in order of precedence. */
export type UnfreezeRefusal =
  | { readonly reason: "freeze_unknown" }
  | { readonly reason: "already_unfrozen" };

const frozenSchema = z.object({ id: freezeIdSchema });
type Frozen = z.infer<typeof frozenSchema>;

/**
 * Freezes a profile's account ([Z1]): from now on the server redeems nothing from it, and neither
 * does a device once it has pulled the account. The same request under the same key gets the first
 * answer.
 */
export const freezeAccount = (
  deps: WriteDeps,
  input: NewFreeze,
): Promise<Result<Frozen, FreezeRefusal>> =>
  answerOnce(deps, input, { kind: "freeze", schema: frozenSchema }, freezeNow);

const freezeNow = async (
  deps: WriteDeps,
  { profileId, reason, reference }: NewFreeze,
  commandId: CommandId,
): Promise<Result<Frozen, FreezeRefusal>> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  if (locked.account.freeze !== null) return err({ reason: "already_frozen" });
  const { id } = await insertFreeze(deps, { profileId, reason, reference, frozenAt: deps.now });
  await setFreeze(deps, locked, { reason, since: deps.now });
  const context = { freezeId: id, reason };
  deps.happened({ kind: "account.frozen", profileId, commandId, context });
  return ok({ id });
};

/** Ends a freeze ([Z4]). Asked again with the same reason and reference, it changes nothing. */
export const unfreezeAccount = async (
  deps: WriteDeps,
  { profileId, freezeId, reason, reference }: Unfreeze,
): Promise<Result<Frozen, UnfreezeRefusal>> => {
  const locked = await lockAccount(deps, profileId);
  const freeze = await readFreezeOf(deps, profileId, freezeId);
  if (!locked || !freeze) return err({ reason: "freeze_unknown" });
  if (freeze.unfrozenAt !== null) {
    const isSame = freeze.unfreezeReason === reason && freeze.unfreezeReference === reference;
    return isSame ? ok({ id: freezeId }) : err({ reason: "already_unfrozen" });
  }
  await endFreeze(deps, freezeId, {
    unfrozenAt: deps.now,
    unfreezeReason: reason,
    unfreezeReference: reference,
  });
  await setFreeze(deps, locked, null);
  deps.happened({ kind: "account.unfrozen", profileId, context: { freezeId, reason } });
  return ok({ id: freezeId });
};

/** What decisions read, here and on devices. */
const setFreeze = async (
  deps: WriteDeps,
  locked: LockedAccount,
  freeze: Freeze | null,
): Promise<void> => {
  const { profileId } = locked.account;
  await setAccountFreeze(deps, profileId, freeze);
  deps.touched(profileTouch(locked, "accounts", profileId));
};
