import { daysFrom } from "#shared/incentive/tier-checkpoint.ts";
import type { TierFacts, TierVersion } from "#shared/incentive/tier-facts.ts";
import { dayAt } from "#shared/kernel/calendar-day.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readVersionsOfKind } from "#sync-server/storage/definition-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readTierAssignments } from "#sync-server/storage/tier-assignment-store.ts";
import { readTierDays } from "#sync-server/storage/tier-day-store.ts";
import { type ReportedTier, readReportedTiers } from "#sync-server/storage/tier-standing-store.ts";

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
 * The facts of every programme that has tiers for each profile's region ([T10]): the main one
 * first, which is one for that region alone, or else the first that head office defined. They
 * answer for `now` and later. Days are those of the tenant's zone. Many profiles take as many
 * statements as one.
 */
export const loadTierFacts = async (
  deps: ReadDeps,
  programme: Programme,
  profiles: readonly TierHolder[],
  now: Instant,
): Promise<ReadonlyMap<ProfileId, readonly ProgrammeFacts[]>> => {
  if (programme.definitions.tier.length === 0 || profiles.length === 0) return new Map();
  const ids = profiles.map(({ id }) => id);
  const [zone, versions, reportedTiers, assignments] = await Promise.all([
    readTenantZone(deps),
    versionsIn(deps, programme),
    readReportedTiers(deps, ids),
    readTierAssignments(deps, ids),
  ]);
  const today = dayAt(now, zone);
  const asked = profiles.flatMap(({ id: profileId, region }) =>
    programmesIn(programme, region).map(({ name, tierIds, pointsId }) => {
      const reported =
        reportedTiers.find((each) => each.profileId === profileId && each.programme === name) ??
        null;
      const checkpoint = usableCheckpoint(reported, region, today);
      return { profileId, name, tierIds, pointsId, reported, checkpoint };
    }),
  );
  const spans = asked.flatMap(({ profileId, pointsId, checkpoint }) =>
    pointsId === null
      ? []
      : [{ profileId, definitionId: pointsId, from: checkpoint && daysFrom(checkpoint) }],
  );
  const days = Map.groupBy(await readTierDays(deps, spans), ({ profileId }) => profileId);
  const loaded = asked.map(({ profileId, name, tierIds, pointsId, reported, checkpoint }) => {
    const facts: TierFacts = {
      versions: versions.filter(({ definition }) => tierIds.has(definition.id)),
      days: (days.get(profileId) ?? []).filter(({ definitionId }) => definitionId === pointsId),
      checkpoint,
      assignments: assignments.filter(
        (each) => each.profileId === profileId && tierIds.has(each.definitionId),
      ),
      zone,
    };
    return { profileId, programme: name, pointsId, facts, reported };
  });
  return Map.groupBy(loaded, ({ profileId }) => profileId);
};

/** The programmes that have tiers for a region; those for it alone come first (DOMAIN §7.8). */
const programmesIn = ({ definitions }: Programme, region: string) => {
  const tiers = definitions.tier
    .filter((tier) => tier.region === null || tier.region === region)
    .sort((a, b) => Number(a.region === null) - Number(b.region === null));
  return [...new Set(tiers.map((tier) => tier.programme))].map((name) => ({
    name,
    tierIds: new Set(tiers.filter((tier) => tier.programme === name).map(({ id }) => id)),
    pointsId: definitions.point.find(({ handle }) => handle === name)?.id ?? null,
  }));
};

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
