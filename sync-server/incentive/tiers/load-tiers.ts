import { daysFrom } from "#shared/incentive/tiers/tier-checkpoint.ts";
import type { TierFacts, TierVersion } from "#shared/incentive/tiers/tier-facts.ts";
import { type TierProgramme, tierProgrammesIn } from "#shared/incentive/tiers/tier-programmes.ts";
import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readVersionsOfKind } from "#sync-server/storage/incentive/definition-version-store.ts";
import { readTierAssignments } from "#sync-server/storage/incentive/tiers/tier-assignment-store.ts";
import { readTierDays } from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import {
  type ReportedTier,
  readReportedTiers,
} from "#sync-server/storage/incentive/tiers/tier-standing-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** One programme's facts for one profile, and what its events have reported; null if nothing. */
export type ProgrammeFacts = {
  readonly programme: string;
  /** The definition of the points that feed it; null if there is none. */
  readonly pointsId: DefinitionId | null;
  readonly facts: TierFacts;
  readonly reported: ReportedTier | null;
};

/** A profile whose tiers are asked for. */
export type TierHolder = { readonly id: ProfileId; readonly region: string };

/**
 * The facts of every programme that has tiers for each profile's region ([T10]), or of those that
 * are asked for: the main one first, which is one for that region alone, or else the first that
 * head office defined. They answer for `now` and later. Days are those of the tenant's zone. Many
 * profiles take as many statements as one.
 */
export const loadTierFacts = (
  deps: ReadDeps,
  programme: Programme,
  profiles: readonly TierHolder[],
  now: Instant,
  programmesIn = tierProgrammesIn,
): Promise<ReadonlyMap<ProfileId, readonly ProgrammeFacts[]>> =>
  load(deps, programme, profiles, { now, programmesIn, isSummed: false });

/**
 * The same of one profile, to record what has happened by `now` and not what happens later: days up
 * to the checkpoint that have left or will leave the twelve months later are one, under the first
 * of them. So it doesn't say when the total changes next. A sale after years of daily visits reads
 * some hundred days.
 */
export const loadSummedTierFacts = async (
  deps: ReadDeps,
  programme: Programme,
  profile: TierHolder,
  now: Instant,
): Promise<readonly ProgrammeFacts[]> => {
  const asked = { now, programmesIn: tierProgrammesIn, isSummed: true };
  return (await load(deps, programme, [profile], asked)).get(profile.id) ?? [];
};

const load = async (
  deps: ReadDeps,
  programme: Programme,
  profiles: readonly TierHolder[],
  {
    now,
    programmesIn,
    isSummed,
  }: {
    readonly now: Instant;
    readonly programmesIn: typeof tierProgrammesIn;
    readonly isSummed: boolean;
  },
): Promise<ReadonlyMap<ProfileId, readonly ProgrammeFacts[]>> => {
  const { definitions } = programme;
  const wanted = profiles.flatMap(({ id: profileId, region }) =>
    programmesIn(definitions, region).map((tiers) => ({ profileId, region, tiers })),
  );
  if (wanted.length === 0) return new Map();
  const [zone, reportedTiers] = await Promise.all([
    readTenantZone(deps),
    readReportedTiers(
      deps,
      profiles.map(({ id }) => id),
    ),
  ]);
  const today = dayIn(now, zone);
  const reportedOf = Map.groupBy(reportedTiers, ofProfile);
  const asked = wanted.map(({ profileId, region, tiers }) => {
    const all = reportedOf.get(profileId) ?? [];
    const reported = all.find((each) => each.programme === tiers.handle) ?? null;
    return { profileId, tiers, reported, checkpoint: usableCheckpoint(reported, region, today) };
  });
  return factsOf(deps, programme, zone, asked, isSummed ? yearsAfter(today, -1) : null);
};

/**
 * The facts of one programme for each profile whose region has tiers of it, from the first day on:
 * they answer for any instant, and for other definitions too.
 */
export const loadWholeTierFacts = async (
  deps: ReadDeps,
  programme: Programme,
  profiles: readonly TierHolder[],
  name: string,
): Promise<ReadonlyMap<ProfileId, readonly ProgrammeFacts[]>> => {
  const asked = profiles.flatMap(({ id: profileId, region }) =>
    tierProgrammesIn(programme.definitions, region)
      .filter((tiers) => tiers.handle === name)
      .map((tiers) => ({ profileId, tiers, reported: null, checkpoint: null })),
  );
  if (asked.length === 0) return new Map();
  return factsOf(deps, programme, await readTenantZone(deps), asked);
};

/** One programme of one profile, to be replayed from a checkpoint or from the start. */
type Asked = {
  readonly profileId: ProfileId;
  readonly tiers: TierProgramme;
  readonly reported: ReportedTier | null;
  readonly checkpoint: TierFacts["checkpoint"];
};

const factsOf = async (
  deps: ReadDeps,
  programme: Programme,
  zone: TimeZone,
  asked: readonly Asked[],
  /** Settled days after this one are added up; null: none are. */
  sumsAfter: CalendarDay | null = null,
): Promise<ReadonlyMap<ProfileId, readonly ProgrammeFacts[]>> => {
  const ids = [...new Set(asked.map(({ profileId }) => profileId))];
  const counted = asked.flatMap((each) => {
    const { profileId, tiers, checkpoint } = each;
    const { pointsId: definitionId } = tiers;
    if (definitionId === null) return [];
    const from = checkpoint && daysFrom(checkpoint);
    const through = checkpoint?.through;
    const together = sumsAfter && through ? { after: sumsAfter, through } : null;
    return [{ each, span: { profileId, definitionId, from, together } }];
  });
  const [versions, assignments, read] = await Promise.all([
    versionsIn(deps, programme),
    readTierAssignments(deps, ids),
    readTierDays(
      deps,
      counted.map(({ span }) => span),
    ),
  ]);
  const daysOf = new Map(counted.map(({ each }, index) => [each, read[index] ?? []]));
  const given = Map.groupBy(assignments, ofProfile);
  const loaded = asked.map((each) => {
    const { profileId, tiers, reported, checkpoint } = each;
    const { handle, tierIds, pointsId } = tiers;
    const facts: TierFacts = {
      versions: versions.filter(({ definition }) => tierIds.has(definition.id)),
      days: daysOf.get(each) ?? [],
      checkpoint,
      assignments: (given.get(profileId) ?? []).filter(({ definitionId }) =>
        tierIds.has(definitionId),
      ),
      zone,
    };
    return { profileId, programme: handle, pointsId, facts, reported };
  });
  return Map.groupBy(loaded, ofProfile);
};

const ofProfile = ({ profileId }: { readonly profileId: ProfileId }): ProfileId => profileId;

/** A checkpoint says nothing about another region's tiers, nor about the time before it. */
const usableCheckpoint = (
  reported: ReportedTier | null,
  region: string,
  today: string,
): TierFacts["checkpoint"] => {
  const kept = reported?.kept;
  return kept && kept.region === region && kept.checkpoint.through < today ? kept.checkpoint : null;
};

/**
 * Every version of every tier. A programme is loaded again whenever a definition changes, so what
 * was read with it lasts as long.
 */
const versionsIn = async (
  deps: ReadDeps,
  programme: Programme,
): Promise<readonly TierVersion[]> => {
  const cached = versionsByProgramme.get(programme);
  if (cached) return cached;
  const versions = await readVersionsOfKind(deps, "tier");
  versionsByProgramme.set(programme, versions);
  return versions;
};

const versionsByProgramme = new WeakMap<Programme, readonly TierVersion[]>();
