import type { TierDefinition } from "#shared/incentive/tiers/tier.ts";
import { tierHistory } from "#shared/incentive/tiers/tier-history.ts";
import type { TierMovement } from "#shared/incentive/tiers/tier-movement.ts";
import {
  type Welcome,
  type Welcomed,
  welcomesDue,
  welcomesNow,
} from "#shared/incentive/tiers/welcome.ts";
import type { CommandId, LotId, TransactionId } from "#shared/kernel/ids.ts";
import { dayIn, type Instant } from "#shared/kernel/time.ts";
import {
  issueUnlocks,
  type UnlockReads,
} from "#sync-server/incentive/achievements/issue-unlocks.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { ProgrammeFacts } from "./load-tiers.ts";

/** One write welcomes to this many tiers of a programme; the next one goes on from there. */
const WELCOMES_AT_ONCE = 10;

/** The welcomes that a profile is due in a programme ([T14]). */
export const welcomesOf = (
  { facts, reported }: Pick<ProgrammeFacts, "facts" | "reported">,
  now: Instant,
): readonly Welcome[] => {
  if (facts.versions.every(({ definition }) => definition.welcome.length === 0)) return [];
  const today = dayIn(now, facts.zone);
  const due = welcomesDue(tierHistory(facts, today), reported?.welcomed);
  return welcomesNow(due, today).slice(0, WELCOMES_AT_ONCE);
};

/** What is stored of a welcome, so that it isn't given twice. */
export const welcomedBy = ({ tier, day }: Welcome): Welcomed => ({ definitionId: tier.id, day });

/** A welcome as a movement of the profile's tiers. */
export const welcomeTo = (
  { programme }: Pick<ProgrammeFacts, "programme">,
  { handle }: TierDefinition,
): TierMovement => ({ kind: "welcomed", programme, handle });

/** Issues what the tiers welcome with, in order. Returns the account with it, and what it is. */
export const issueWelcomes = async (
  deps: WriteDeps,
  change: {
    readonly locked: LockedAccount;
    readonly commandId: CommandId | null;
    readonly transactionId: TransactionId | null;
  },
  { programme, facts }: Pick<ProgrammeFacts, "programme" | "facts">,
  welcomes: readonly Welcome[],
): Promise<{ readonly locked: LockedAccount; readonly lotIds: readonly LotId[] }> => {
  const reads: UnlockReads = { zone: facts.zone, found: new Map() };
  const { commandId, transactionId } = change;
  let { locked } = change;
  const lotIds: LotId[] = [];
  for (const { tier, day } of welcomes) {
    const reached = { version: tier.version, level: null, transactionId };
    const source = { type: "tier", id: String(tier.id), reached } as const;
    const issued = await issueUnlocks(deps, locked, tier.welcome, { ...reads, source });
    locked = issued.locked;
    lotIds.push(...issued.lotIds);
    deps.happened({
      kind: "tier.welcomed",
      profileId: locked.account.profileId,
      ...(commandId === null ? {} : { commandId }),
      context: {
        ...{ programme, definitionId: tier.id, definitionVersion: tier.version },
        ...{ handle: tier.handle, reachedOn: day, lotIds: issued.lotIds },
      },
    });
  }
  return { locked, lotIds };
};
