import { type LocationId, profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf, lastInstantOf } from "#shared/kernel/time.ts";
import { type AssignmentType, isStaffAssignment } from "#shared/organisation/assignment.ts";
import { lockLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { assignmentStore } from "#sync-server/storage/organisation/assignment-store.ts";
import type { NewAssignment } from "#sync-server/storage/organisation/assignment-table.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { findStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { zoneAt } from "./zone-at.ts";

/** What is said of an assignment: what is undefined stays. A day is all of it at the location. */
type Said = Changes<
  Omit<
    NewAssignment,
    "locationId" | "profileId" | "staffId" | "assignmentType" | "startsAt" | "endsAt"
  >
> & {
  readonly startsAt?: DayOrInstant | null | undefined;
  readonly endsAt?: DayOrInstant | null | undefined;
};

/** Why somebody can't be assigned to a location, in order of precedence. */
type AssignmentRefusal =
  | { readonly reason: "location_unknown" }
  | { readonly reason: "person_unknown" }
  | { readonly reason: "ends_before_it_starts" };

/** Writes assignments of people to locations (DOMAIN §14.2). */
export const {
  create: createAssignment,
  change: updateAssignment,
  remove: deleteAssignment,
} = recordWrites("assignment", assignmentStore, {
  newOf: async (
    deps,
    {
      locationId,
      personId,
      assignmentType,
      ...said
    }: Said & {
      readonly locationId: LocationId;
      /** Of a profile, or of staff: which of them the type says. */
      readonly personId: string;
      readonly assignmentType: AssignmentType;
    },
  ): Promise<Result<NewAssignment, AssignmentRefusal>> => {
    if (!(await locationStore.lock(deps, { id: locationId }))) {
      return err({ reason: "location_unknown" });
    }
    const person = await findPerson(deps, assignmentType, personId);
    if (!person) return err({ reason: "person_unknown" });
    const fresh = {
      ...{ isDefault: false, isActive: true, sortOrder: 0, meta: null },
      ...{ locationId, assignmentType, excludedServiceHandles: [], startsAt: null, endsAt: null },
    };
    return timed(deps, { ...fresh, ...person }, said);
  },
  changedOf: (deps, before, changes: Said) => timed(deps, before, changes),
  wrote: (deps, verb, { id: assignmentId, locationId, staffId, profileId, assignmentType }) =>
    deps.happened({
      kind: `location-profile.${verb}`,
      profileId: profileId ?? null,
      context: { assignmentId, locationId, staffId: staffId ?? null, assignmentType },
    }),
});

const findPerson = async (deps: WriteDeps, type: AssignmentType, id: string) => {
  if (isStaffAssignment[type]) {
    const staff = await findStaff(deps, staffIdSchema.parse(id));
    return staff && { staffId: staff.id, profileId: null };
  }
  const profile = await lockLivingProfile(deps, profileIdSchema.parse(id));
  return profile && { staffId: null, profileId: profile.id };
};

const timed = async (
  deps: WriteDeps,
  before: NewAssignment,
  { startsAt: start, endsAt: end, ...said }: Said,
): Promise<Result<NewAssignment, AssignmentRefusal>> => {
  const zone = await zoneAt(deps, before.locationId);
  const startsAt =
    start === undefined ? (before.startsAt ?? null) : start && firstInstantOf(start, zone);
  const endsAt = end === undefined ? (before.endsAt ?? null) : end && lastInstantOf(end, zone);
  return startsAt !== null && endsAt !== null && endsAt < startsAt
    ? err({ reason: "ends_before_it_starts" })
    : ok({ ...before, ...definedFields(said), startsAt, endsAt });
};
