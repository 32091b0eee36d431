import { canonicalJson } from "#shared/kernel/canonical.ts";
import { isLiving, profileTypeSchema } from "#shared/profile/profile-type.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { collectionNames } from "#shared/sync/collections.ts";
import { pullResponseSchema } from "#shared/sync/protocol.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import {
  accountOf,
  type Cache,
  emptyCache,
  knownProfilesOfCache,
} from "#sync-server/simulation/device/durable.ts";
import { takeDocuments } from "#sync-server/simulation/device/puller.ts";
import type { SimDevice } from "#sync-server/simulation/device/sim-device.ts";
import { programmeOf, standingOn } from "#sync-server/simulation/device/standing.ts";
import type { World } from "#sync-server/simulation/world/world.ts";
import type { Records } from "./records.ts";

/** [S6], [S11], [S13]: every device shows what the server holds, and has missed no fact. */
export const checkDevices = async (world: World, records: Records): Promise<void> => {
  for (const device of world.devices) {
    await checkCache(world, device, records);
    await checkProjection(world, device, records);
  }
};

/** [S11] Facts that arrived bit by bit over a bad network are the same as those of a new pull. */
const checkCache = async (world: World, device: SimDevice, records: Records): Promise<void> => {
  const fresh = emptyCache();
  for (const collection of collectionNames) {
    await pullAll(world, device, fresh, collection);
    const held = textOf(device.durable.cache, collection, records);
    const there = textOf(fresh, collection, records);
    for (const id of new Set([...held.keys(), ...there.keys()])) {
      if (held.get(id) === there.get(id)) continue;
      const text = `holds ${held.get(id)}, the server ${there.get(id)}`;
      world.history.violate(`[S11] ${device.deviceId} ${collection} ${id}: ${text}`);
    }
  }
};

const pullAll = async (
  world: World,
  device: SimDevice,
  cache: Cache,
  collection: CollectionName,
): Promise<void> => {
  const { deviceId, durable } = device;
  let checkpoint: string | null = null;
  for (let hasMore = true; hasMore; ) {
    const request = { path: "pull", collection, checkpoint, limit: 3 };
    const sent = JSON.stringify({ made: durable.nextSeq - 1, request });
    const answer: string | null = await world.server.handle(deviceId, sent);
    if (answer === null) return;
    const page = pullResponseSchema.parse(JSON.parse(answer));
    takeDocuments(cache, collection, page.documents);
    checkpoint = page.checkpoint;
    hasMore = page.hasMore;
  }
};

const textOf = (
  cache: Cache,
  collection: CollectionName,
  records: Records,
): ReadonlyMap<string, string> =>
  new Map(
    [...cache.documents[collection]].map(([id, fact]) => {
      const isGrouped = collection === "accounts" && areSentTogether(records, id);
      return [id, canonicalJson(isGrouped ? { ...fact, lots: [] } : fact)];
    }),
  );

/** So many lots are sent in few, and how depends on when they were sent ([S23]). */
const areSentTogether = ({ lots }: Records, profileId: string): boolean =>
  lots.filter((lot) => lot.profile_id === profileId && lot.remaining > 0).length > 16;

/**
 * [S6] With nothing pending, the account on the screen is the server's; [S13] for everyone in the
 * region.
 */
const checkProjection = async (
  world: World,
  device: SimDevice,
  records: Records,
): Promise<void> => {
  const { durable, deviceId, locationId } = device;
  const region = world.chain.locations.find(({ id }) => id === locationId)?.region;
  const inRegion = records.profiles
    .filter((row) => row.region === region && isLiving(profileTypeSchema.parse(row.profile_type)))
    .map((row) => row.id);
  const held = knownProfilesOfCache(durable.cache);
  if (inRegion.join() !== [...held].sort().join()) {
    world.history.violate(`[S13] ${deviceId} holds ${held}, its region has ${inRegion}`);
  }
  if (!programmeOf(durable)) return world.history.violate(`[S11] ${deviceId} has no policy`);
  for (const profileId of held) {
    const stored = await readAccount(world.server.store.readDeps(), profileId);
    const grouped = areSentTogether(records, profileId) ? { lots: [] } : {};
    const shown = { ...standingOn(device, profileId).account, ...grouped };
    const there = { ...accountOf(durable, profileId), ...stored, ...grouped };
    if (canonicalJson({ ...there, ...shown }) !== canonicalJson({ ...shown, ...there })) {
      world.history.violate(`[S6] ${deviceId} shows another account of ${profileId}`);
    }
  }
};
