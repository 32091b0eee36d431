import type { ProfileId } from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { CollectionOf } from "#shared/sync/collections.ts";
import type { ClientelingKind } from "#shared/sync/facts.ts";
import { readAppointmentsOf } from "#sync-server/storage/clienteling/appointment-store.ts";
import { readConnectionsOf } from "#sync-server/storage/clienteling/connection-store.ts";
import type { ConnectionRecord } from "#sync-server/storage/clienteling/connection-table.ts";
import { readInteractionIdsOf } from "#sync-server/storage/clienteling/interaction-store.ts";
import { readListIdsOf } from "#sync-server/storage/clienteling/list-store.ts";
import { readNoteIdsOf } from "#sync-server/storage/clienteling/note-store.ts";
import { readTasksOf } from "#sync-server/storage/clienteling/task-store.ts";
import { readVisitIdsOf } from "#sync-server/storage/clienteling/visit-store.ts";
import { readClaimIdsOf } from "#sync-server/storage/commerce/transaction-claim-store.ts";
import { readTransactionIdsOf } from "#sync-server/storage/commerce/transaction-store.ts";
import { readCounted } from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import { hasTierFacts } from "#sync-server/storage/incentive/tiers/tier-day-store.ts";
import { readOverruledOf } from "#sync-server/storage/profile/overruled-edit-store.ts";
import { writeProfileSearch } from "#sync-server/storage/profile/profile-search-store.ts";
import {
  type ProfileRecord,
  readChainIds,
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { touchAgenda } from "./agenda-touch.ts";
import { clientelingId, profileTouch, touchClienteling } from "./profile-touch.ts";

/** Puts a changed profile into the feed of its region, and makes it findable as it is now. */
export const touchProfile = async (deps: WriteDeps, profile: ProfileRecord): Promise<void> => {
  await writeProfileSearch(deps, profile);
  deps.touched(profileTouch(profile, "profiles", profile.id));
};

/**
 * Removes a profile and all its facts from the devices of its region ([S13]), because it was
 * deleted or has moved to another region.
 */
export const withdrawProfile = async (deps: WriteDeps, profile: ProfileRecord): Promise<void> =>
  touchEverything(deps, profile, true);

/** Puts a profile and all its facts in the feed of its region ([S13]), and makes it findable. */
export const publishProfile = async (deps: WriteDeps, profile: ProfileRecord): Promise<void> => {
  await writeProfileSearch(deps, profile);
  await touchEverything(deps, profile, false);
};

const touchEverything = async (
  deps: WriteDeps,
  profile: ProfileRecord,
  isDeleted: boolean,
): Promise<void> => {
  for (const collection of namesOf(factIdsOf)) {
    const ids = await factIdsOf[collection](deps, profile.id);
    deps.touched(...ids.map((id) => ({ ...profileTouch(profile, collection, id), isDeleted })));
  }
  // Those of hidden profiles are hidden where they are read.
  for (const task of await readTasksOf(deps, profile.id)) touchAgenda(deps, "task", task);
  for (const appointment of await readAppointmentsOf(deps, profile.id)) {
    touchAgenda(deps, "appointment", appointment);
  }
  // The other sides of its connections show them only while it isn't hidden.
  for (const connection of await readConnectionsOf(deps, profile.id)) {
    await touchClienteling(deps, otherSideOf(connection, profile.id));
  }
};

/**
 * Puts what profiles have of achievements in the feeds of their regions again, because something
 * else that decides it has changed.
 */
export const touchAchievements = async (
  deps: WriteDeps,
  ids: readonly ProfileId[],
): Promise<void> => {
  for (let from = 0; from < ids.length; from += PROFILES_AT_ONCE) {
    const counted = await readCounted(deps, ids.slice(from, from + PROFILES_AT_ONCE));
    const holders = new Set(counted.map(({ profileId }) => profileId));
    const profiles = await readProfileRecords(deps, [...holders]);
    const living = profiles.filter(({ profileType }) => isLiving(profileType));
    deps.touched(...living.map((profile) => profileTouch(profile, "progress", profile.id)));
  }
};

const PROFILES_AT_ONCE = 500;

type IdsOf = (deps: ReadDeps, id: ProfileId) => Promise<readonly string[]>;

/** The ids of all facts about a profile, by the collections that move with it. */
const factIdsOf: Readonly<Record<CollectionOf<"region">, IdsOf>> = {
  profiles: async (_deps, id) => [id],
  accounts: async (_deps, id) => [id],
  // Nothing is in the feed for a profile that has none.
  progress: async (deps, id) =>
    (await hasTierFacts(deps, id)) || (await readCounted(deps, [id])).length > 0 ? [id] : [],
  transactions: async (deps, id) => (await readTransactionIdsOf(deps, id)).map(String),
  timeline: readNoteIdsOf,
  clienteling: async (deps, id) => {
    const ids: string[] = [];
    for (const kind of namesOf(clientelingIdsOf))
      ids.push(...(await clientelingIdsOf[kind](deps, id)));
    return ids;
  },
};

const clientelingIdsOf: Readonly<Record<ClientelingKind, IdsOf>> = {
  list: async (deps, id) =>
    (await readListIdsOf(deps, id)).map((each) => clientelingId("list", each)),
  connection: async (deps, id) =>
    (await readConnectionsOf(deps, id)).map((each) =>
      clientelingId(each.connectorProfileId === id ? "connector" : "connected", each.id),
    ),
  interaction: async (deps, id) =>
    (await readInteractionIdsOf(deps, id)).map((each) => clientelingId("interaction", each)),
  visit: async (deps, id) =>
    (await readVisitIdsOf(deps, id)).map((each) => clientelingId("visit", each)),
  claim: async (deps, id) =>
    (await readClaimIdsOf(deps, id)).map((each) => clientelingId("claim", each)),
  merged: async (deps, id) =>
    (await readChainIds(deps, id)).flatMap((each) =>
      each === id ? [] : clientelingId("merged", each),
    ),
  overruled: async (deps, id) =>
    (await readOverruledOf(deps, id)).map((each) => clientelingId("overruled", each.id)),
};

const otherSideOf = (
  { id, connectorProfileId, connectedProfileId }: ConnectionRecord,
  profileId: ProfileId,
) =>
  connectorProfileId === profileId
    ? { profileId: connectedProfileId, kind: "connected" as const, id }
    : { profileId: connectorProfileId, kind: "connector" as const, id };
