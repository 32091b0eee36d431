import type { Programme } from "#shared/incentive/programme.ts";
import { commandIdSchema, type ProfileId } from "#shared/kernel/ids.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { draftExpire } from "#shared/ledger/expire.ts";
import { lotWorth } from "#shared/ledger/unit.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { readProfilesWithExpired } from "#sync-server/storage/lot-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { appendDrafts } from "./append.ts";
import { lockAccount } from "./load-account.ts";

/**
 * Writes the `expire` entries of lots past their expiry, for at most `profilesMax` profiles ([L7]).
 * Balances never wait for it. Two servers may sweep at once: the second finds nothing left.
 */
export const expireLots = async (
  deps: WriteDeps,
  { profilesMax }: { readonly profilesMax: number },
): Promise<{ readonly profiles: number; readonly lots: number; readonly hasMore: boolean }> => {
  const profileIds = await readProfilesWithExpired(deps, deps.now, profilesMax);
  const programme = await loadProgramme(deps);
  let lots = 0;
  for (const profileId of profileIds) lots += await expireOf(deps, profileId, programme);
  return { profiles: profileIds.length, lots, hasMore: profileIds.length === profilesMax };
};

const expireOf = async (
  deps: WriteDeps,
  profileId: ProfileId,
  programme: Programme,
): Promise<number> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked) return 0;
  const commandId = commandIdSchema.parse(deps.newId());
  const drafts = draftExpire(locked.account, {
    commandId,
    occurredAt: deps.now,
    timezone: UTC,
    source: { type: "expiry", id: commandId },
    locationId: null,
    staffId: null,
    deviceId: null,
    worthOf: (lot) => lotWorth(lot, programme),
  });
  await appendDrafts(deps, locked, drafts);
  return drafts.length;
};

/** Each entry keeps the time zone of its lot; this one stands only where there is none. */
const UTC = timeZoneSchema.parse("UTC");
