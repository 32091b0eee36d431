import type { AchievementMovement } from "#shared/incentive/achievements/achievement-movement.ts";
import {
  type EarningPart,
  type EarningSale,
  earningParts,
} from "#shared/incentive/points/earned-points.ts";
import type { PointDefinition } from "#shared/incentive/points/point.ts";
import { type ConsideredRate, explainRates } from "#shared/incentive/points/resolve-rate.ts";
import type { TierMovement } from "#shared/incentive/tiers/tier-movement.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Instant, type TimeZone, UTC } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Subject } from "#sync-server/commerce/find-sale.ts";
import { soldFieldsOf } from "#sync-server/commerce/post-transaction.ts";
import { rateOfSale } from "#sync-server/commerce/rate-of-sale.ts";
import { resolveTransaction } from "#sync-server/commerce/resolve-transaction.ts";
import type {
  ReferenceRefusal,
  TransactionInput,
} from "#sync-server/commerce/transaction-input.ts";
import { tierDaysMoved } from "#sync-server/incentive/tiers/move-tier-points.ts";
import { foreseeTiers } from "#sync-server/incentive/tiers/record-tiers.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { findLocationOf, type LocationRef } from "#sync-server/organisation/locations.ts";
import { findProfile, type ProfileRef } from "#sync-server/profile/find-profile.ts";
import { defaultRegion } from "#sync-server/profile/profile-region.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import type { ItemRecord } from "#sync-server/storage/commerce/transaction-item-store.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant, readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { changesOf, decidePoints, type PointDecision } from "./decide-points.ts";
import { decidersOf, occasionOf, type Supposed } from "./deciders.ts";
import { earnedAlone } from "./earned-alone.ts";
import { standingItems } from "./earning-sale.ts";
import { achievementsAfter } from "./move-achievements.ts";
import { readEarningSale } from "./read-earning-sale.ts";

/** What a basket would earn, and why. */
export type LookAhead = {
  readonly earned: readonly ForeseenPoints[];
  /** What it would do to the profile's tiers. */
  readonly tiers: readonly TierMovement[];
  /** What it would do to those achievements that the profile may see. */
  readonly achievements: readonly AchievementMovement[];
};

/** What it would earn under one definition. */
type ForeseenPoints = {
  readonly definition: PointDefinition;
  /** In hundredths; negative if a return would take points back. */
  readonly points: number;
  /** The budget of the definition has no room for the basket ([G3]). */
  readonly isSpent: boolean;
  /** What each part of a sale would earn. */
  readonly parts: readonly (EarningPart & { readonly item: ItemRecord | null })[];
  /** The rates of the definition; none for a return, which has no say in them. */
  readonly rates: readonly ConsideredRate[];
};

/** Why a look-ahead is refused. */
export type LookAheadRefusal = ReferenceRefusal | { readonly reason: "points_unknown" };

/** What is asked for, besides the basket. */
export type LookAheadQuestion = Supposed & {
  /** Of a point definition; null: all of them. */
  readonly handle: string | null;
};

/**
 * What a basket would earn if it were posted now, decided by the same functions as a sale that is
 * posted ([Q7]). Writes nothing. A guest's shows what it would earn for a profile that nothing is
 * known of.
 */
export const lookAhead = async (
  deps: ReadDeps & { readonly now: Instant },
  input: TransactionInput,
  { handle, ...supposed }: LookAheadQuestion,
): Promise<Result<LookAhead, LookAheadRefusal>> => {
  const programme = await loadProgramme(deps);
  if (handle !== null && !programme.definitions.point.some((each) => each.handle === handle)) {
    return err({ reason: "points_unknown" });
  }
  const profile = input.profile && (await readHolder(deps, input.profile));
  if (input.profile !== null && profile === null) return err({ reason: "profile_unknown" });
  const place = input.location && (await placeOf(deps, input.location));
  const profileId = profile?.id ?? null;
  const resolved = await resolveTransaction(deps, input, profileId, {
    locate: async () => place,
    rateOf: (...rate) => rateOfSale(deps, { known: null, input, profileId }, ...rate),
  });
  if (!resolved.ok) return resolved;
  const subject: Subject = {
    before: null,
    fields: { ...soldFieldsOf(input, resolved.value, null), profileId },
    items: input.items ?? [],
    supposed: {
      region: supposed.region ?? place?.region,
      country: supposed.country ?? place?.country,
      tierHandle: supposed.tierHandle,
    },
  };
  const sale = await readEarningSale(deps, subject);
  const decision = profile ? await decidePoints(deps, programme, subject) : null;
  const earned =
    decision?.own.is.earned ??
    (await earnedAlone(deps, programme, subject, { sale, was: null })).earned;
  const moved =
    profile && decision
      ? await movedFor(deps, programme, {
          profile: belongingTo(profile, place),
          subject,
          decision,
        })
      : { tiers: [], achievements: [] };
  return ok({
    earned: await explainEarned(deps, programme, { ...subject, sale }, earned),
    ...moved,
  });
};

const readHolder = async (deps: ReadDeps, ref: ProfileRef): Promise<ProfileRecord | null> => {
  const id = await findProfile(deps, ref);
  return id && readLivingProfile(deps, id);
};

/** Where a sale happens. Its id is null if posting the sale would create the location. */
type Place = {
  readonly id: LocationId | null;
  readonly timezone: TimeZone;
  readonly region: string;
  readonly country: string;
};

const placeOf = async (deps: ReadDeps, ref: LocationRef): Promise<Place | null> => {
  const found = await findLocationOf(deps, ref);
  if (found || "number" in ref) return found;
  const [tenant, region] = await Promise.all([readTenant(deps), defaultRegion(deps)]);
  return {
    ...{ id: null, region },
    timezone: tenant?.timezone ?? UTC,
    country: tenant?.country ?? "",
  };
};

const explainEarned = async (
  deps: ReadDeps,
  programme: Programme,
  { fields, items, supposed, sale }: Subject & { readonly sale: EarningSale },
  earned: readonly Earned[],
): Promise<readonly ForeseenPoints[]> => {
  const isSale = sale.totalCents > 0;
  const occasion = isSale ? await occasionOf(deps, programme, fields, supposed) : null;
  const within = earned.filter(({ isSpent }) => !isSpent);
  const deciders = await decidersOf(deps, programme, within);
  const lines = standingItems(items);
  const foreseen = deciders.map((decider, index): ForeseenPoints => {
    const { definition, spentRates = [] } = decider;
    const parts = isSale ? earningParts(sale, decider) : [];
    const products = parts.map(({ line }) =>
      line === null ? null : (sale.lines[line]?.product ?? null),
    );
    const { handle: pointHandle, ratePriority } = definition;
    const spent = new Set(spentRates.map(({ id }) => id));
    const rates = programme.definitions.rate.filter((rate) => rate.pointHandle === pointHandle);
    return {
      definition,
      points: within[index]?.points ?? 0,
      isSpent: false,
      parts: parts.map((part) => ({
        ...part,
        item: part.line === null ? null : (lines[part.line] ?? null),
      })),
      rates: occasion
        ? explainRates(rates, { ...occasion, pointHandle, ratePriority }, products, spent)
        : [],
    };
  });
  return [...foreseen, ...spentDefinitions(programme, earned)];
};

/** The definitions under which nothing is earned, because their budgets have no room ([G3]). */
const spentDefinitions = (
  { definitions }: Programme,
  earned: readonly Earned[],
): readonly ForeseenPoints[] =>
  earned
    .filter(({ isSpent }) => isSpent)
    .flatMap(({ definitionId }) => definitions.point.find(({ id }) => id === definitionId) ?? [])
    .map((definition) => ({ definition, points: 0, isSpent: true, parts: [], rates: [] }));

/** A profile without a location belongs to the first that serves it, and so does its region. */
const belongingTo = (profile: ProfileRecord, place: Place | null): ProfileRecord =>
  profile.homeLocationId === null && place ? { ...profile, region: place.region } : profile;

const movedFor = async (
  deps: ReadDeps & { readonly now: Instant },
  programme: Programme,
  {
    profile,
    subject,
    decision,
  }: {
    readonly profile: ProfileRecord;
    readonly subject: Subject;
    readonly decision: PointDecision;
  },
): Promise<Pick<LookAhead, "tiers" | "achievements">> => {
  const zone = await readTenantZone(deps);
  const days = tierDaysMoved(programme, changesOf(decision), profile.id, zone);
  const at = subject.fields.transactedAt;
  const { id, region } = profile;
  return {
    tiers: await foreseeTiers(deps, programme, { id, region }, { days, at, now: deps.now }),
    achievements: await achievementsAfter(deps, programme, { profile, subject, decision }),
  };
};
