import { commandIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { draftExpire } from "#shared/ledger/expire.ts";
import { firstExpiry } from "#shared/ledger/lot.ts";
import { lotWorth } from "#shared/redemption/unit.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { appendDrafts } from "./append.ts";
import { lockAccount } from "./load-account.ts";
import { programmeOf } from "./load-programme.ts";

/**
 * Writes the `expire` entries of a profile's expired lots ([L7]), and returns when its next lot
 * expires; null if none does. Balances never wait for it. Of two concurrent calls, the second finds
 * nothing left.
 */
export const expireLots = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<Instant | null> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked) return null;
  const programme = await programmeOf(deps, locked.programmeVersion);
  const commandId = commandIdSchema.parse(deps.newId());
  const drafts = draftExpire(locked.account, {
    commandId,
    occurredAt: deps.now,
    source: { type: "expiry", id: commandId },
    ...BY_NOBODY,
    worthOf: (lot) => lotWorth(lot, programme),
  });
  const { locked: after } = await appendDrafts(deps, locked, drafts);
  return firstExpiry(after.account.lots);
};
