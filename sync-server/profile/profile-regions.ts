import { isDeepStrictEqual } from "node:util";
import type { ProfileId, TermId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { termStore } from "#sync-server/storage/organisation/term-store.ts";
import {
  findProfileRegion,
  profileRegionStore,
  readProfileRegions,
} from "#sync-server/storage/profile/profile-region-store.ts";
import { lockProfile } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** A region of a profile. */
type Named = { readonly profileId: ProfileId; readonly regionId: TermId };
type Changes = {
  readonly country?: string | null | undefined;
  readonly state?: string | null | undefined;
  readonly isActive?: boolean | undefined;
};

/** Why a profile's region can't be written, in order of precedence. */
export type ProfileRegionRefusal =
  | { readonly reason: "region_unknown" }
  | { readonly reason: "already_in_region" }
  /** The profile isn't in it. */
  | { readonly reason: "not_in_region" };

/**
 * Puts a living profile in a region (DOMAIN §14.3). It becomes the active one, unless the caller
 * says that it isn't.
 */
export const addProfileRegion = async (
  deps: WriteDeps,
  { profileId, regionId, country = null, state = null, isActive = true }: Named & Changes,
): Promise<Result<Named, ProfileRegionRefusal>> => {
  await lockProfile(deps, profileId);
  if (!(await termStore.find(deps, { kind: "region", id: regionId })))
    return err({ reason: "region_unknown" });
  if (await findProfileRegion(deps, profileId, regionId)) {
    return err({ reason: "already_in_region" });
  }
  if (isActive) await endActive(deps, profileId);
  await profileRegionStore.append(deps, { profileId, regionId, country, state, isActive });
  regionHappened(deps, "profile-region.created", profileId, regionId);
  return ok({ profileId, regionId });
};

/**
 * Changes the fields of a membership that are given; an active one replaces the one before. The
 * same again changes nothing.
 */
export const changeProfileRegion = async (
  deps: WriteDeps,
  { profileId, regionId, ...changes }: Named & Changes,
): Promise<Result<Named, ProfileRegionRefusal>> => {
  await lockProfile(deps, profileId);
  const before = await findProfileRegion(deps, profileId, regionId);
  if (!before) return err({ reason: "not_in_region" });
  const said = definedFields(changes);
  if (isDeepStrictEqual({ ...before, ...said }, before)) return ok({ profileId, regionId });
  if (changes.isActive && !before.isActive) await endActive(deps, profileId);
  await profileRegionStore.update(deps, before.id, said);
  regionHappened(deps, "profile-region.updated", profileId, regionId);
  return ok({ profileId, regionId });
};

/** Takes a profile out of a region. */
export const removeProfileRegion = async (
  deps: WriteDeps,
  { profileId, regionId }: Named,
): Promise<Result<null, ProfileRegionRefusal>> => {
  await lockProfile(deps, profileId);
  const before = await findProfileRegion(deps, profileId, regionId);
  if (!before) return err({ reason: "not_in_region" });
  await profileRegionStore.remove(deps, before.id);
  regionHappened(deps, "profile-region.deleted", profileId, regionId);
  return ok(null);
};

const endActive = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  for (const each of await readProfileRegions(deps, [profileId])) {
    if (each.isActive) await profileRegionStore.update(deps, each.id, { isActive: false });
  }
};

const regionHappened = (
  deps: WriteDeps,
  kind: "profile-region.created" | "profile-region.updated" | "profile-region.deleted",
  profileId: ProfileId,
  termId: TermId,
): void => deps.happened({ kind, profileId, context: { termId } });
