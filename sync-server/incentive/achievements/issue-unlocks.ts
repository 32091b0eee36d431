import type { Unlock } from "#shared/incentive/achievements/unlock.ts";
import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import { decideIssueReward } from "#shared/incentive/rewards/issue-reward.ts";
import type { RewardDefinition } from "#shared/incentive/rewards/reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { commandIdSchema, type LotId } from "#shared/kernel/ids.ts";
import type { TimeZone } from "#shared/kernel/time.ts";
import { BY_NOBODY, type EntrySource } from "#shared/ledger/entry.ts";
import { openBenefit } from "#sync-server/incentive/benefits/open-benefit.ts";
import { findDefinitionFor } from "#sync-server/incentive/find-definition.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets } from "#sync-server/ledger/budgets.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import type { DefinitionRecord } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

type Issued = { readonly locked: LockedAccount; readonly lotId: LotId };

/** What one write has read for the unlocks of a profile: levels that repeat need it again. */
export type UnlockReads = {
  /** The tenant's. */
  readonly zone: TimeZone;
  /** How each unlock is issued to the profile; null: it can't be. */
  readonly found: Map<Unlock, Issue | null>;
};

/** Why unlocks are issued: the source names what the profile has reached ([M11]). */
type Cause = { readonly zone: TimeZone; readonly source: EntrySource };

type Issue = (locked: LockedAccount, cause: Cause) => Promise<Issued | null>;

/**
 * Issues what a level unlocks or a tier welcomes with, in order. What can't be issued (its
 * definition is out of use or not for this profile, its budget has no room, or its pool has no
 * codes left) is left out: the level is unlocked all the same ([M7], [T14], [G2]).
 */
export const issueUnlocks = async (
  deps: WriteDeps,
  account: LockedAccount,
  unlocks: readonly Unlock[],
  { found, ...cause }: UnlockReads & Cause,
): Promise<{ readonly locked: LockedAccount; readonly lotIds: readonly LotId[] }> => {
  let locked = account;
  const lotIds: LotId[] = [];
  for (const unlock of unlocks) {
    const known = found.get(unlock);
    const issue = known === undefined ? await FIND[unlock.kind](deps, locked, unlock.ref) : known;
    found.set(unlock, issue);
    const issued = (await issue?.(locked, cause)) ?? null;
    if (issued === null) continue;
    locked = issued.locked;
    lotIds.push(issued.lotId);
  }
  return { locked, lotIds };
};

type Find = (deps: WriteDeps, locked: LockedAccount, ref: Unlock["ref"]) => Promise<Issue | null>;

const FIND: Readonly<Record<Unlock["kind"], Find>> = {
  reward: async (deps, { account: { profileId } }, ref) => {
    const found = await findDefinitionFor(deps, "reward", { ref, profileId, by: "rule" });
    if (!found.ok) return null;
    const { definition } = found.value;
    return (locked, cause) => issueReward(deps, locked, definition, cause);
  },
  benefit: async (deps, { account: { profileId } }, ref) => {
    const found = await findDefinitionFor(deps, "benefit", { ref, profileId, by: "rule" });
    if (!found.ok) return null;
    return (locked, cause) => issueBenefit(deps, locked, found.value, cause);
  },
};

const issueReward = async (
  deps: WriteDeps,
  locked: LockedAccount,
  definition: RewardDefinition,
  cause: Cause,
): Promise<Issued | null> => {
  const request = { ...requestNow(deps, cause), valueCents: null };
  const drafts = decideIssueReward(locked.account, definition, request);
  if (!drafts.ok || !(await checkBudgets(deps, locked, drafts.value)).ok) return null;
  const { lotId } = assertDefined(drafts.value[0], "an issue has an entry");
  return { locked: (await appendDrafts(deps, locked, drafts.value)).locked, lotId };
};

const issueBenefit = async (
  deps: WriteDeps,
  locked: LockedAccount,
  record: DefinitionRecord<BenefitDefinition["kind"]>,
  cause: Cause,
): Promise<Issued | null> => {
  const undescribed = { externalId: null, extra: {} };
  const opened = await openBenefit(deps, locked, record, requestNow(deps, cause), undescribed);
  return opened.ok ? opened.value : null;
};

/** Each issue is a command of its own. */
const requestNow = (deps: WriteDeps, { zone: timezone, source }: Cause) => {
  const commandId = commandIdSchema.parse(deps.newId());
  return { commandId, occurredAt: deps.now, timezone, source, ...BY_NOBODY };
};
