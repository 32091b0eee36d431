import { nextCheckpoint } from "#shared/incentive/take-checkpoint.ts";
import { compareTiers, type TierDefinition } from "#shared/incentive/tier.ts";
import type { TierMovement, TierMovementKind } from "#shared/incentive/tier-movement.ts";
import { type TierStanding, tierStanding } from "#shared/incentive/tier-standing.ts";
import { dayAt } from "#shared/kernel/calendar-day.ts";
import type { CommandId, DefinitionId } from "#shared/kernel/ids.ts";
import { addMs, earlier, type Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type ReportedTier, writeReportedTier } from "#sync-server/storage/tier-standing-store.ts";
import { loadTierFacts, type ProgrammeFacts } from "./load-tiers.ts";

/** `anniversaryAt` is the last second that counts: it is over a second later. */
const LAST_SECOND_MS = 1000;

/** What was recorded, in order, and when the next anniversary is over; null if no tier is held. */
type RecordedTiers = {
  readonly dueAt: Instant | null;
  readonly movements: readonly TierMovement[];
};

/**
 * Records what has happened to a profile's tiers since it was last recorded: an event for each
 * anniversary that has passed, then one for the change that is being made ([T8]). Sets when the next
 * anniversary is over. The account is locked.
 */
export const recordTiers = async (
  deps: WriteDeps,
  programme: Programme,
  change: {
    readonly locked: LockedAccount;
    readonly commandId: CommandId | null;
    /** The definitions whose tier points have moved: a tier that they leave in place has progressed. */
    readonly moved: ReadonlySet<DefinitionId>;
  },
): Promise<RecordedTiers> => {
  const { region, account } = change.locked;
  const { profileId } = account;
  const facts = await loadTierFacts(deps, programme, [{ id: profileId, region }], deps.now);
  let dueBefore: Instant | null = null;
  let dueAfter: Instant | null = null;
  const movements: TierMovement[] = [];
  for (const loaded of facts.get(profileId) ?? []) {
    const recorded = await recordProgramme(deps, change, loaded);
    movements.push(...recorded.movements);
    dueBefore = first(dueBefore, loaded.reported && overAfter(loaded.reported));
    dueAfter = first(dueAfter, overAfter(recorded.reported));
  }
  if (dueBefore !== dueAfter) {
    await setDue(deps, { kind: "judge_tiers", key: profileId }, dueAfter);
  }
  return { dueAt: dueAfter, movements };
};

const first = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : earlier(a, b);

const recordProgramme = async (
  deps: WriteDeps,
  change: Parameters<typeof recordTiers>[2],
  { programme, pointsId, facts, reported: before }: ProgrammeFacts,
): Promise<{ readonly reported: ReportedTier; readonly movements: readonly TierMovement[] }> => {
  const { region, account } = change.locked;
  const movements: TierMovement[] = [];
  let reported: ReportedTier = before ?? { ...NOTHING, programme };
  const step = (at: Instant, hasMoved: boolean) => {
    const standing = tierStanding(facts, at);
    const kind = kindOf(reported, standing, facts.versions, hasMoved);
    if (kind !== null) {
      const { commandId } = change;
      movements.push({ kind, programme, handle: standing.held?.tier.handle ?? null });
      deps.happened({
        kind: `tier.${kind}`,
        profileId: account.profileId,
        occurredAt: at,
        ...(commandId === null ? {} : { commandId }),
        context: contextOf(programme, reported, standing),
      });
    }
    reported = { ...reportOf(programme, standing), kept: reported.kept };
  };
  for (
    let overAt = overAfter(reported);
    overAt !== null && overAt <= deps.now;
    overAt = overAfter(reported)
  ) {
    step(overAt, false);
  }
  step(deps.now, pointsId !== null && change.moved.has(pointsId));
  const checkpoint = nextCheckpoint(facts, dayAt(deps.now, facts.zone));
  reported = { ...reported, kept: checkpoint && { region, checkpoint } };
  if (!isSame(reported, before ?? { ...NOTHING, programme })) {
    await writeReportedTier(deps, account.profileId, reported);
  }
  return { reported, movements };
};

/** Whether there is nothing new to store. */
const isSame = (a: ReportedTier, b: ReportedTier): boolean =>
  a.definitionId === b.definitionId &&
  a.achievedAt === b.achievedAt &&
  a.anniversaryAt === b.anniversaryAt &&
  a.maintainedAt === b.maintainedAt &&
  a.kept?.region === b.kept?.region &&
  a.kept?.checkpoint.through === b.kept?.checkpoint.through;

const NOTHING = {
  definitionId: null,
  achievedAt: null,
  anniversaryAt: null,
  maintainedAt: null,
  kept: null,
} as const;

const overAfter = ({ anniversaryAt }: ReportedTier): Instant | null =>
  anniversaryAt && addMs(anniversaryAt, LAST_SECOND_MS);

const kindOf = (
  before: ReportedTier,
  { held }: TierStanding,
  versions: ProgrammeFacts["facts"]["versions"],
  hasMoved: boolean,
): TierMovementKind | null => {
  const stayed = hasMoved ? "progressed" : null;
  if (held === null) return before.definitionId === null ? stayed : "lost";
  if (before.definitionId !== held.tier.id) {
    const old = versions.findLast(({ definition }) => definition.id === before.definitionId);
    return old && isLower(held.tier, old.definition) ? "lost" : "achieved";
  }
  if (held.maintainedAt !== null && held.maintainedAt !== before.maintainedAt) {
    return "maintained";
  }
  return held.achievedAt === before.achievedAt ? stayed : "achieved";
};

const isLower = (a: TierDefinition, b: TierDefinition): boolean => compareTiers(a, b) < 0;

const contextOf = (programme: string, before: ReportedTier, { held, yearTotal }: TierStanding) => ({
  programme,
  definitionId: held?.tier.id ?? null,
  definitionVersion: held?.tier.version ?? 0,
  handle: held?.tier.handle ?? null,
  previousDefinitionId: before.definitionId,
  yearTotal,
  achievedAt: held?.achievedAt ?? null,
  anniversaryAt: held?.anniversaryAt ?? null,
  assignedAt: held?.assignedAt ?? null,
});

const reportOf = (programme: string, { held }: TierStanding): Omit<ReportedTier, "kept"> => ({
  programme,
  definitionId: held?.tier.id ?? null,
  achievedAt: held?.achievedAt ?? null,
  anniversaryAt: held?.anniversaryAt ?? null,
  maintainedAt: held?.maintainedAt ?? null,
});
