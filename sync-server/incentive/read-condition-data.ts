import { aggregationConditionData, countedDays } from "#shared/commerce/aggregation-data.ts";
import { aggregationsOf } from "#shared/commerce/aggregations.ts";
import type { Condition, ConditionData } from "#shared/kernel/condition.ts";
import { readsAnyOf } from "#shared/kernel/condition-variables.ts";
import { dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import {
  asksForTiers,
  attributeConditionData,
  BALANCE_VARIABLES,
  profileConditionData,
  tierConditionData,
} from "#shared/profile/condition-data.ts";
import { statusesHeldAt } from "#shared/profile/status.ts";
import { balanceConditionData, heldOf } from "#shared/redemption/balance.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readTierStandings } from "#sync-server/incentive/tiers/read-tier-standings.ts";
import { readHeldAmounts } from "#sync-server/storage/ledger/held-amounts.ts";
import { readAttributes } from "#sync-server/storage/profile/attribute-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantCurrency } from "#sync-server/storage/tenant-store.ts";
import { readShopHistories } from "./read-shop-histories.ts";

/** A sale to somebody, or somebody's claim, on whose profile there are conditions. */
export type ConditionOccasion = {
  /** Null: a guest, or a profile that isn't there yet. */
  readonly profile: ProfileRecord | null;
  readonly at: Instant;
  /** Says which day it is ([Q11]). */
  readonly timezone: TimeZone;
  /** As though this were the profile's tier. */
  readonly tierHandle?: string | undefined;
};

/** Conditions that see the same, and what they are on. */
export type AskedConditions = {
  readonly conditions: readonly (Condition | null)[];
  readonly on: "sale" | "claim";
};

/**
 * What conditions on profiles see on each of these occasions ([Q11]). Nothing is read that none of
 * them asks for, and as much for one occasion as for many; tiers once for each instant.
 */
export const readConditionData = async (
  deps: ReadDeps,
  programme: Programme,
  { conditions, on }: AskedConditions,
  occasions: readonly ConditionOccasion[],
): Promise<readonly ConditionData[]> => {
  const known = new Map(
    occasions.flatMap(({ profile }) => (profile ? [[profile.id, profile]] : [])),
  );
  const [aggregationsFor, attributesOf, tiersOn] = await Promise.all([
    readsAnyOf(conditions, ["aggregations"]) ? aggregationsReader(deps, [...known.values()]) : null,
    readsAnyOf(conditions, ["attributes"]) ? attributesReader(deps, [...known.keys()]) : null,
    asksForTiers(conditions) ? tiersReader(deps, programme, occasions) : null,
  ]);
  const withBalances = on === "claim" && readsAnyOf(conditions, BALANCE_VARIABLES);
  return Promise.all(
    occasions.map(async (occasion) => {
      const { profile, at } = occasion;
      return {
        ...(profile && profileConditionData(profile, statusesHeldAt(profile, at))),
        ...tiersOn?.(occasion),
        ...(withBalances && profile && (await balancesOf(deps, programme, profile, at))),
        ...aggregationsFor?.(occasion, on === "sale"),
        ...attributesOf?.(profile),
      };
    }),
  );
};

/** The tiers held at that time, as far as is known now. */
const tiersReader = async (
  deps: ReadDeps,
  programme: Programme,
  occasions: readonly ConditionOccasion[],
) => {
  const asked = occasions.flatMap(({ profile, at, tierHandle }) =>
    profile && tierHandle === undefined ? [{ profile, at }] : [],
  );
  const standings = new Map(
    await Promise.all(
      [...Map.groupBy(asked, ({ at }) => at)].map(async ([at, all]) => {
        const profiles = [...new Set(all.map(({ profile }) => profile))];
        return [at, await readTierStandings(deps, programme, profiles, at)] as const;
      }),
    ),
  );
  return ({ profile, at, tierHandle }: ConditionOccasion): ConditionData => {
    if (tierHandle !== undefined) return tierConditionData([tierHandle]);
    if (!profile) return {};
    const held = standings.get(at)?.get(profile.id) ?? [];
    return tierConditionData(held.map(({ standing }) => standing.held?.tier.handle ?? null));
  };
};

const balancesOf = async (
  deps: ReadDeps,
  programme: Programme,
  profile: ProfileRecord,
  at: Instant,
): Promise<ConditionData> => {
  const [currency, held] = await Promise.all([
    readTenantCurrency(deps),
    readHeldAmounts(deps, [profile.id], at),
  ]);
  return balanceConditionData(heldOf(held.get(profile.id) ?? [], programme), currency);
};

/** Somebody new has aggregations too: they have never bought anything. */
const aggregationsReader = async (deps: ReadDeps, profiles: readonly ProfileRecord[]) => {
  const [currency, { days, context }] = await Promise.all([
    readTenantCurrency(deps),
    readShopHistories(deps, profiles),
  ]);
  return ({ profile, at, timezone }: ConditionOccasion, isSale: boolean): ConditionData => {
    const all = (profile && days.get(profile.id)) ?? [];
    const aggregations = aggregationsOf(countedDays(all, dayIn(at, timezone), isSale), {
      ...context,
      now: at,
      joinedAt: profile?.joinedAt ?? null,
      currency: currency.code,
    });
    return aggregationConditionData(aggregations, currency);
  };
};

const attributesReader = async (deps: ReadDeps, profileIds: readonly string[]) => {
  const held = Map.groupBy(await readAttributes(deps, profileIds), ({ profileId }) => profileId);
  return (profile: ProfileRecord | null): ConditionData =>
    attributeConditionData((profile && held.get(profile.id)) ?? []);
};
