import { groupDefinitions } from "#shared/incentive/definition.ts";
import { deviceStandings } from "#shared/incentive/tiers/device-standings.ts";
import { canonicalJson } from "#shared/kernel/canonical.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { configByKind } from "#shared/sync/config-by-kind.ts";
import { readDeviceAchievements } from "#sync-server/incentive/achievements/read-achievements.ts";
import { readTierStandings } from "#sync-server/incentive/tiers/read-tier-standings.ts";
import { knownProfilesOfCache } from "#sync-server/simulation/device/durable.ts";
import type { SimDevice } from "#sync-server/simulation/device/sim-device.ts";
import type { World } from "#sync-server/simulation/world/world.ts";
import { readProgramme } from "#sync-server/storage/incentive/programme-store.ts";

/**
 * [T15], [M10]: at rest, every device says of a profile's tiers and achievements what the server
 * says.
 */
export const checkProgress = async (world: World): Promise<void> => {
  const { history, server } = world;
  const now = server.clock();
  const deps = { ...server.store.readDeps(), now };
  const programme = await readProgramme(deps);
  for (const device of world.devices) {
    const region = regionOf(world, device);
    const profileIds = knownProfilesOfCache(device.durable.cache);
    const holders = profileIds.map((id) => ({ id, region }));
    const tiers = await readTierStandings(deps, programme, holders, now);
    const achievements = await readDeviceAchievements(deps, profileIds);
    for (const id of profileIds) {
      const there = { tiers: tiers.get(id) ?? [], achievements: achievements.get(id) ?? [] };
      const shown = shownOn(device, id, { region, now });
      if (there.tiers.some(({ standing }) => standing.held !== null)) history.count("tier held");
      if (there.achievements.length > 0) history.count("achievement counted");
      if (canonicalJson(shown) === canonicalJson(there)) continue;
      const text = `${canonicalJson(shown)}, the server ${canonicalJson(there)}`;
      history.violate(`[T15] [M10] ${device.deviceId} shows of ${id} ${text}`);
    }
  }
};

const regionOf = ({ chain }: World, { locationId }: SimDevice): string =>
  chain.locations.find(({ id }) => id === locationId)?.region ?? "";

const shownOn = (
  { durable }: SimDevice,
  profileId: ProfileId,
  { region, now }: { readonly region: string; readonly now: Parameters<typeof deviceStandings>[2] },
) => {
  const { documents } = durable.cache;
  const config = configByKind([...documents.config.values()]);
  const progress = documents.progress.get(profileId);
  const [tenant] = config.tenant;
  if (!tenant) return null;
  const settings = {
    definitions: groupDefinitions(config.definition),
    versions: config.tier_versions.flatMap(({ versions }) => versions),
    ...{ zone: tenant.timezone, region },
  };
  return {
    tiers: deviceStandings(settings, progress?.tiers ?? [], now).map(({ programme, standing }) => ({
      programme,
      standing,
    })),
    achievements: progress?.achievements ?? [],
  };
};
