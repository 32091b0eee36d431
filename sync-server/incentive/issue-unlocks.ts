import type { Unlock } from "#shared/incentive/achievement.ts";
import { decideIssueReward } from "#shared/incentive/issue-reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { commandIdSchema, type LotId } from "#shared/kernel/ids.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { findDefinitionFor, findDefinitionToIssue } from "./find-definition.ts";
import { openBenefit } from "./open-benefit.ts";

type Issued = { readonly locked: LockedAccount; readonly lotId: LotId };

/**
 * Issues what a level unlocks, in order. What can't be issued (its definition is out of use or not
 * for this profile, or its pool has no codes left) is left out: the level is unlocked all the same
 * ([M7]).
 */
export const issueUnlocks = async (
  deps: WriteDeps,
  account: LockedAccount,
  unlocks: readonly Unlock[],
): Promise<{ readonly locked: LockedAccount; readonly lotIds: readonly LotId[] }> => {
  let locked = account;
  const lotIds: LotId[] = [];
  for (const { kind, ref } of unlocks) {
    const issued = await ISSUE[kind](deps, locked, ref);
    if (issued === null) continue;
    locked = issued.locked;
    lotIds.push(issued.lotId);
  }
  return { locked, lotIds };
};

type Issue = (deps: WriteDeps, locked: LockedAccount, ref: Unlock["ref"]) => Promise<Issued | null>;

const ISSUE: Readonly<Record<Unlock["kind"], Issue>> = {
  reward: async (deps, locked, ref) => {
    const { account } = locked;
    const found = await findDefinitionFor(deps, "reward", { ref, profileId: account.profileId });
    if (!found.ok) return null;
    const request = { ...(await requestNow(deps)), valueCents: null };
    const drafts = decideIssueReward(account, found.value.definition, request);
    if (!drafts.ok) return null;
    const { lotId } = assertDefined(drafts.value[0], "an issue has an entry");
    return { locked: (await appendDrafts(deps, locked, drafts.value)).locked, lotId };
  },
  benefit: async (deps, locked, ref) => {
    const found = await findDefinitionToIssue(deps, "benefit", ref);
    if (!found || found.definition.isArchived) return null;
    const undescribed = { externalId: null, extra: {} };
    const opened = await openBenefit(deps, locked, found, await requestNow(deps), undescribed);
    return opened.ok ? opened.value : null;
  },
};

/**
 * Each issue is a command of its own. It names the achievement only in `achievement.unlocked`: the
 * reward or benefit is shown to people who may not know of the achievement ([M8]).
 */
const requestNow = async (deps: WriteDeps) => {
  const commandId = commandIdSchema.parse(deps.newId());
  return {
    commandId,
    occurredAt: deps.now,
    timezone: await readTenantZone(deps),
    source: { type: "achievement", id: commandId },
    locationId: null,
    staffId: null,
    deviceId: null,
  } as const;
};
