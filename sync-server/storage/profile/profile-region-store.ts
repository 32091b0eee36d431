import { sql } from "kysely";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId, TermId } from "#shared/kernel/ids.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { TermRecord } from "#sync-server/storage/organisation/term-table.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readRecords } from "#sync-server/storage/table-queries.ts";
import { type ProfileRegionRecord, profileRegionTable } from "./profile-region-table.ts";

/** A profile's membership of a region, with the region. */
export type ProfileRegion = ProfileRegionRecord & { readonly region: TermRecord };

export const profileRegionStore = recordStore(profileRegionTable);

/** The regions of these profiles, the oldest membership first. */
export const readProfileRegions = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly ProfileRegion[]> => {
  if (profileIds.length === 0) return [];
  const among = sql`profile_id in (${sql.join(profileIds)})`;
  const held = await readRecords(deps, profileRegionTable, among, sql`order by id`);
  if (held.length === 0) return [];
  const regions = new Map((await readTerms(deps, "region")).map((region) => [region.id, region]));
  return held.map((each) => ({
    ...each,
    region: assertDefined(regions.get(each.regionId), "a region with profiles can't be deleted"),
  }));
};

/** One region of a profile; null if it isn't in it. */
export const findProfileRegion = async (
  deps: ReadDeps,
  profileId: ProfileId,
  regionId: TermId,
): Promise<ProfileRegion | null> =>
  (await readProfileRegions(deps, [profileId])).find((each) => each.regionId === regionId) ?? null;

/** Whether any profile is in a region. */
export const hasProfilesIn = async (deps: ReadDeps, regionId: TermId): Promise<boolean> => {
  const inIt = sql`region_id = ${regionId}`;
  return (await readRecords(deps, profileRegionTable, inIt, sql`limit 1`)).length > 0;
};
