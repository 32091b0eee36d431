import type { LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import { lockProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why a task or an appointment can't be written, in order of precedence. */
export type AgendaRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "profile_deleted" }
  | { readonly reason: "location_unknown" }
  | { readonly reason: "staff_unknown" };

/** What isn't there of what a new task or appointment names; null if all is. */
export const agendaProblemOf = async (
  deps: WriteDeps,
  {
    profileId,
    locationId,
    assigneeId,
  }: {
    readonly profileId?: ProfileId | null | undefined;
    readonly locationId: LocationId;
    readonly assigneeId?: StaffId | null | undefined;
  },
): Promise<AgendaRefusal | null> => {
  const profile = profileId && (await lockProfileRecord(deps, profileId));
  if (profileId && !profile) return { reason: "profile_unknown" };
  if (profile && !isLiving(profile.profileType)) return { reason: "profile_deleted" };
  if (!(await locationStore.read(deps, locationId))) return { reason: "location_unknown" };
  return assigneeId && !(await findStaff(deps, assigneeId)) ? { reason: "staff_unknown" } : null;
};
