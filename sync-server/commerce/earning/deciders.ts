import { type AudienceProfile, isFor, isRestricted, NOBODY } from "#shared/incentive/audience.ts";
import type { PointsDecider } from "#shared/incentive/points/earned-points.ts";
import {
  type EarningOccasion,
  mayApply,
  ratesFor,
  type SaleFacts,
} from "#shared/incentive/points/resolve-rate.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { textIn } from "#shared/kernel/json.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readAudienceProfile } from "#sync-server/incentive/read-audience-profile.ts";
import { readConditionData } from "#sync-server/incentive/read-condition-data.ts";
import type { Earned, TransactionFields } from "#sync-server/storage/commerce/transaction-table.ts";
import { readDefinitionVersion } from "#sync-server/storage/incentive/definition-version-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

type Occasion = Pick<
  TransactionFields,
  "transactedAt" | "timezone" | "locationId" | "profileId" | "totalCents" | "extra"
>;

/** What a look-ahead supposes instead of what is known. */
export type Supposed = {
  readonly region?: string | undefined;
  readonly country?: string | undefined;
  /** As though this were the profile's tier. */
  readonly tierHandle?: string | undefined;
};

/**
 * What decides a sale that wasn't decided before, or a return whose sale isn't known: every
 * definition in use that may earn something, with the rates that apply to it ([Q1]).
 */
export const decidersNow = async (
  deps: ReadDeps,
  programme: Programme,
  sale: Occasion,
  supposed: Supposed = {},
): Promise<readonly PointsDecider[]> => {
  const { point, rate } = programme.definitions;
  const earning = point.filter((definition) => !definition.isArchived);
  const holder = earning.some(isRestricted) ? await audienceProfileOf(deps, sale, supposed) : null;
  const inUse = earning.filter((definition) => holder === null || isFor(definition, holder));
  const at = rate.length === 0 ? null : await occasionOf(deps, programme, sale, supposed);
  return inUse
    .map((definition) => {
      const { handle: pointHandle, ratePriority } = definition;
      return { definition, rates: at ? ratesFor(rate, { ...at, pointHandle, ratePriority }) : [] };
    })
    .filter(({ definition, rates }) => definition.earnRateMicro > 0 || rates.length > 0);
};

/** The buyer as audiences ask about it; a look-ahead without one may suppose where it belongs. */
const audienceProfileOf = async (
  deps: ReadDeps,
  { profileId, transactedAt }: Occasion,
  supposed: Supposed,
): Promise<AudienceProfile> =>
  profileId === null
    ? { ...NOBODY, region: supposed.region ?? null }
    : readAudienceProfile(deps, profileId, transactedAt);

/**
 * The same definitions and rates that decided before, in the versions of that time ([P5], [P6]),
 * without definitions whose budgets had no room ([G3]).
 */
export const decidersOf = (
  deps: ReadDeps,
  programme: Programme,
  earned: readonly Earned[],
): Promise<readonly PointsDecider[]> =>
  Promise.all(
    earned
      .filter(({ isSpent }) => !isSpent)
      .map(async ({ definitionId, version, keptMax, rates = [] }) => {
        const versions = (named: typeof rates) =>
          Promise.all(
            named.map(({ rateId: id, version: then }) =>
              versionOf(deps, programme, "rate", { id, version: then }),
            ),
          );
        const spent = rates.filter(({ isSpent }) => isSpent);
        return {
          definition: await versionOf(deps, programme, "point", { id: definitionId, version }),
          rates: await versions(rates.filter(({ isSpent }) => !isSpent)),
          ...(spent.length > 0 && { spentRates: await versions(spent) }),
          ...(keptMax !== undefined && {
            keptMax: {
              all: keptMax,
              byRate: new Map(
                rates.flatMap((rate) =>
                  rate.keptMax === undefined ? [] : [[rate.rateId, rate.keptMax]],
                ),
              ),
            },
          }),
        };
      }),
  );

type Versions = Programme["definitions"];

/** A definition in the version that decided something. */
export const versionOf = async <K extends "point" | "rate" | "achievement">(
  deps: ReadDeps,
  programme: Programme,
  kind: K,
  { id, version }: Pick<Versions[K][number], "id" | "version">,
): Promise<Versions[K][number]> => {
  const known: readonly Versions[K][number][] = programme.definitions[kind];
  const now = known.find((definition) => definition.id === id);
  if (now?.version === version) return now;
  const then = await readDefinitionVersion(deps, kind, { id, version });
  return assertDefined(then, `version ${version} of ${kind} ${id}`);
};

/** What rates are looked up by. Reads only what some rate asks for. */
export const occasionOf = async (
  deps: ReadDeps,
  programme: Programme,
  sale: Occasion,
  supposed: Supposed = {},
): Promise<SaleOccasion> => {
  const [occasion] = await occasionsOf(deps, programme, [sale], supposed);
  return assertDefined(occasion, "one occasion for each sale");
};

type SaleOccasion = Omit<EarningOccasion, "pointHandle" | "ratePriority">;

/**
 * The same for many sales, in their order, with as few reads as for one. Of the buyers it holds
 * what is asked for by rates that may apply to one of the sales ([Q12]).
 */
export const occasionsOf = async (
  deps: ReadDeps,
  programme: Programme,
  sales: readonly Occasion[],
  supposed: Supposed = {},
): Promise<readonly SaleOccasion[]> => {
  const facts = await factsOf(deps, programme, sales, supposed);
  const { point, rate } = programme.definitions;
  const inUse = new Set(point.filter(({ isArchived }) => !isArchived).map(({ handle }) => handle));
  const rates = rate.filter(
    (each) => inUse.has(each.pointHandle) && facts.some((sale) => mayApply(each, sale)),
  );
  const conditions = rates.map(({ profileConditions }) => profileConditions);
  const asksProfile = conditions.some((condition) => condition !== null);
  const buyers = known(sales.map((sale) => sale.profileId));
  const profiles = asksProfile ? await readProfileRecords(deps, buyers) : [];
  const profileOf = new Map(profiles.map((profile) => [profile.id, profile]));
  const data = await readConditionData(
    deps,
    programme,
    { conditions, on: "sale" },
    sales.map(({ transactedAt: at, timezone, profileId }) => ({
      ...{ at, timezone, tierHandle: supposed.tierHandle },
      profile: (profileId && profileOf.get(profileId)) ?? null,
    })),
  );
  return facts.map((sale, index) => ({ ...sale, profile: data[index] ?? {} }));
};

const factsOf = async (
  deps: ReadDeps,
  { definitions }: Programme,
  sales: readonly Occasion[],
  supposed: Supposed,
): Promise<readonly SaleFacts[]> => {
  const asksPlace = definitions.rate.some(
    ({ region, country }) => region !== null || country !== null,
  );
  const ids = known(sales.map((sale) => sale.locationId));
  const locations = asksPlace ? await locationStore.readAll(deps, ids) : [];
  const locationOf = new Map(locations.map((location) => [location.id, location]));
  return sales.map(({ transactedAt, timezone, locationId, totalCents, extra }) => {
    const location = locationId === null ? undefined : locationOf.get(locationId);
    return {
      at: transactedAt,
      timezone,
      locationId,
      region: supposed.region ?? location?.region ?? null,
      country: supposed.country ?? location?.country ?? null,
      code: textIn(extra, "rate_code"),
      isReturn: totalCents < 0,
    };
  });
};

/** The ids, each once. */
const known = <Id>(ids: readonly (Id | null)[]): readonly Id[] => [
  ...new Set(ids.filter((id) => id !== null)),
];
