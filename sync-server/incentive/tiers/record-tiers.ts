import { mayBeSettled, nextCheckpoint } from "#shared/incentive/tiers/take-checkpoint.ts";
import { compareTiers, type TierDefinition } from "#shared/incentive/tiers/tier.ts";
import { sendTiersAgainAt } from "#shared/incentive/tiers/tier-days-for-device.ts";
import { sumTierDays, type TierDay } from "#shared/incentive/tiers/tier-facts.ts";
import type { TierMovement, TierMovementKind } from "#shared/incentive/tiers/tier-movement.ts";
import { type TierStanding, tierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import type { CommandId, DefinitionId, LotId, TransactionId } from "#shared/kernel/ids.ts";
import {
  type CalendarDay,
  dayIn,
  earlier,
  firstInstantOf,
  type Instant,
  overFrom,
} from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { NewEvent } from "#shared/reaction/event.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import {
  type ReportedTier,
  writeReportedTier,
} from "#sync-server/storage/incentive/tiers/tier-standing-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  loadSummedTierFacts,
  loadTierFacts,
  type ProgrammeFacts,
  type TierHolder,
} from "./load-tiers.ts";
import { issueWelcomes, welcomedBy, welcomesOf, welcomeTo } from "./welcome-to-tiers.ts";

/** `anniversaryAt` is the last second that counts: it is over a second later. */

/** What was recorded, in order, and when there is more to record; null: never. */
export type RecordedTiers = {
  /** The account, with what was issued. */
  readonly locked: LockedAccount;
  readonly dueAt: Instant | null;
  readonly movements: readonly TierMovement[];
  /** What the welcomes issued, in order. */
  readonly lotIds: readonly LotId[];
};

type TierChange = {
  readonly locked: LockedAccount;
  /** Null if only time has passed. */
  readonly commandId: CommandId | null;
  /** The transaction that was written; null if none was. */
  readonly transactionId: TransactionId | null;
  /**
   * The definitions whose tier points have moved: a tier that they leave in place has progressed.
   */
  readonly moved: ReadonlySet<DefinitionId>;
  /** The first day on which any have moved; null if none have. */
  readonly movedFrom: CalendarDay | null;
};

/** Tier points of one day, under one definition. */
export type MovedTierDay = TierDay & { readonly definitionId: DefinitionId };

/**
 * Records what has happened to a profile's tiers since it was last recorded: an event for each
 * anniversary that has passed, then one for the change that is being made ([T8]), then one for each
 * tier that it is welcomed to ([T14]), unless it was deleted. Sends devices what they hold of it
 * ([T15]), and sets when the next anniversary is over, pending points count or they are sent it
 * again. The account is locked.
 */
export const recordTiers = async (
  deps: WriteDeps,
  programme: Programme,
  change: TierChange,
): Promise<RecordedTiers> => {
  const { region, account } = change.locked;
  const { profileId } = account;
  const all = await loadSummedTierFacts(deps, programme, { id: profileId, region }, deps.now);
  let dueBefore: Instant | null = null;
  let dueAfter: Instant | null = null;
  const movements: TierMovement[] = [];
  const lotIds: LotId[] = [];
  let { locked } = change;
  let isNews = change.commandId !== null;
  for (const loaded of all) {
    const { steps, reported } = stepsOf(loaded, change.moved, deps.now);
    for (const step of steps) deps.happened(eventOf(step, change));
    const welcomes = isLiving(locked.profileType) ? welcomesOf(loaded, deps.now) : [];
    const issued = await issueWelcomes(deps, { ...change, locked }, loaded, welcomes);
    locked = issued.locked;
    lotIds.push(...issued.lotIds);
    movements.push(...steps.map(({ movement }) => movement));
    movements.push(...welcomes.map(({ tier }) => welcomeTo(loaded, tier)));
    const before = loaded.reported ?? { ...NOTHING, programme: loaded.programme };
    const checkpoint = isSettled(loaded, { ...change, now: deps.now }, welcomes)
      ? nextCheckpoint(loaded.facts, dayIn(deps.now, loaded.facts.zone))
      : loaded.facts.checkpoint;
    const welcomed = [...before.welcomed, ...welcomes.map(welcomedBy)];
    const sendAt = sendTiersAgainAt(loaded.facts, before.sendAt, deps.now);
    const after = { ...reported, welcomed, sendAt, kept: checkpoint && { region, checkpoint } };
    if (!isSame(after, before)) {
      await writeReportedTier(deps, profileId, after);
      isNews = true;
    }
    dueBefore = first(dueBefore, nextOf(before));
    dueAfter = first(dueAfter, first(nextOf(after), nextToCount(loaded.facts, deps.now)));
  }
  if (dueBefore !== dueAfter) {
    await setDue(deps, { kind: "judge_tiers", key: profileId }, dueAfter);
  }
  if (isNews) deps.touched(profileTouch(locked, "progress", profileId));
  return { locked, dueAt: dueAfter, movements, lotIds };
};

/**
 * Whether a checkpoint may be taken: not before every welcome for the days that it stands for was
 * given, which needs the turns of these days, and not while the past arrives day by day.
 */
const isSettled = (
  { facts: { zone } }: ProgrammeFacts,
  { locked, movedFrom, now }: TierChange & { readonly now: Instant },
  welcomes: readonly unknown[],
): boolean =>
  isLiving(locked.profileType) &&
  welcomes.length === 0 &&
  (movedFrom === null || !mayBeSettled(movedFrom, dayIn(now, zone)));

/**
 * What `recordTiers` would say if these tier points, earned at an instant, were added to a
 * profile's days. Writes nothing.
 */
export const foreseeTiers = async (
  deps: ReadDeps,
  programme: Programme,
  holder: TierHolder,
  {
    days,
    at,
    now,
  }: { readonly days: readonly MovedTierDay[]; readonly at: Instant; readonly now: Instant },
): Promise<readonly TierMovement[]> => {
  if (days.length === 0) return [];
  const moved = new Set(days.map(({ definitionId }) => definitionId));
  const facts = await loadTierFacts(deps, programme, [holder], earlier(at, now));
  return (facts.get(holder.id) ?? []).flatMap((loaded) => {
    const added = days.filter(({ definitionId }) => definitionId === loaded.pointsId);
    const all = sumTierDays([...loaded.facts.days, ...added]);
    const after = { ...loaded, facts: { ...loaded.facts, days: all } };
    const { steps } = stepsOf(after, moved, now);
    return [
      ...steps.map(({ movement }) => movement),
      ...welcomesOf(after, now).map(({ tier }) => welcomeTo(after, tier)),
    ];
  });
};

/** When points that are still pending begin to count ([T12]); null if none are. */
const nextToCount = ({ days, zone }: ProgrammeFacts["facts"], now: Instant): Instant | null => {
  const today = dayIn(now, zone);
  const pending = days.find(({ day }) => day > today);
  return pending ? firstInstantOf(pending.day, zone) : null;
};

/** When there is more to do for what was reported. */
const nextOf = (tier: ReportedTier): Instant | null => first(overAfter(tier), tier.sendAt);

const first = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : earlier(a, b);

type StepKind = Exclude<TierMovementKind, "welcomed">;

/** One thing that happened to a profile's tier. */
type TierStep = {
  readonly movement: TierMovement & { readonly kind: StepKind };
  readonly at: Instant;
  readonly context: ReturnType<typeof contextOf>;
};

/**
 * What has happened in a programme since it was last reported, in order, and what to report now.
 */
const stepsOf = (
  { programme, pointsId, facts, reported: before }: ProgrammeFacts,
  moved: ReadonlySet<DefinitionId>,
  now: Instant,
): { readonly steps: readonly TierStep[]; readonly reported: ReportedTier } => {
  const steps: TierStep[] = [];
  let reported: ReportedTier = before ?? { ...NOTHING, programme };
  const step = (at: Instant, hasMoved: boolean) => {
    const standing = tierStanding(facts, at);
    const kind = kindOf(reported, standing, facts.versions, hasMoved);
    if (kind !== null) {
      const movement = { kind, programme, handle: standing.held?.tier.handle ?? null };
      steps.push({ movement, at, context: contextOf(programme, reported, standing) });
    }
    reported = { ...reported, ...reportOf(programme, standing) };
  };
  for (
    let overAt = overAfter(reported);
    overAt !== null && overAt <= now;
    overAt = overAfter(reported)
  ) {
    step(overAt, false);
  }
  step(now, pointsId !== null && moved.has(pointsId));
  return { steps, reported };
};

const eventOf = (
  { movement, at, context }: TierStep,
  { locked, commandId }: TierChange,
): NewEvent => ({
  kind: `tier.${movement.kind}`,
  profileId: locked.account.profileId,
  occurredAt: at,
  ...(commandId === null ? {} : { commandId }),
  context,
});

/** Whether there is nothing new to store. */
const isSame = (a: ReportedTier, b: ReportedTier): boolean =>
  a.definitionId === b.definitionId &&
  a.achievedAt === b.achievedAt &&
  a.anniversaryAt === b.anniversaryAt &&
  a.maintainedAt === b.maintainedAt &&
  a.sendAt === b.sendAt &&
  a.welcomed.length === b.welcomed.length &&
  a.kept?.region === b.kept?.region &&
  a.kept?.checkpoint.through === b.kept?.checkpoint.through;

const NOTHING = {
  definitionId: null,
  achievedAt: null,
  anniversaryAt: null,
  maintainedAt: null,
  sendAt: null,
  welcomed: [],
  kept: null,
} as const;

const overAfter = ({ anniversaryAt }: ReportedTier): Instant | null =>
  anniversaryAt && overFrom(anniversaryAt);

const kindOf = (
  before: ReportedTier,
  { held }: TierStanding,
  versions: ProgrammeFacts["facts"]["versions"],
  hasMoved: boolean,
): StepKind | null => {
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

const reportOf = (
  programme: string,
  { held }: TierStanding,
): Omit<ReportedTier, "kept" | "welcomed" | "sendAt"> => ({
  programme,
  definitionId: held?.tier.id ?? null,
  achievedAt: held?.achievedAt ?? null,
  anniversaryAt: held?.anniversaryAt ?? null,
  maintainedAt: held?.maintainedAt ?? null,
});
