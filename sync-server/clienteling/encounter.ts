import type { LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf, type Instant } from "#shared/kernel/time.ts";
import { type LocationRef, resolveLocation } from "#sync-server/organisation/locations.ts";
import { staffNamed } from "#sync-server/organisation/staff.ts";
import { zoneAt } from "#sync-server/organisation/zone-at.ts";
import { findProfile, findProfilesByIdentifier } from "#sync-server/profile/find-profile.ts";
import { lockLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** With whom an interaction or a visit was, where, with which staff, and when (DOMAIN §15). */
export type Encounter = {
  readonly profileId: ProfileId;
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly at: Instant;
};

/** The same as it was sent: what is undefined stays, or is nobody, nowhere and now. */
export type SentEncounter = {
  readonly profileId?: ProfileId | undefined;
  /** Of the profile, if its id isn't sent. */
  readonly identifier?: { readonly id: string; readonly handle: string | null } | undefined;
  readonly location?: LocationRef | null | undefined;
  /** By id or by staff number. */
  readonly staff?: string | null | undefined;
  /** A day is its beginning at the location. */
  readonly at?: DayOrInstant | undefined;
};

/** Why it can't be, in order of precedence. */
export type EncounterRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "location_unknown" }
  | { readonly reason: "staff_unknown" };

/**
 * What an encounter will be, after looking up what it names. It may open a placeholder for its
 * location, so whatever else may be refused is checked before.
 */
export const resolveEncounter = async (
  deps: WriteDeps,
  before: Encounter | null,
  sent: SentEncounter,
): Promise<Result<Encounter, EncounterRefusal>> => {
  const profileId = await profileOf(deps, before, sent);
  if (!profileId) return err({ reason: "profile_unknown" });
  const staff = sent.staff === undefined ? ok(before?.staffId ?? null) : null;
  const staffId = staff ?? (await staffNamed(deps, sent.staff));
  if (!staffId.ok) return staffId;
  const location = sent.location ? await resolveLocation(deps, sent.location) : null;
  if (sent.location && !location) return err({ reason: "location_unknown" });
  const locationId =
    sent.location === undefined ? (before?.locationId ?? null) : (location?.id ?? null);
  const at = sent.at ?? before?.at ?? deps.now;
  return ok({
    ...{ profileId, locationId, staffId: staffId.value },
    at: typeof at === "number" ? at : firstInstantOf(at, await zoneAt(deps, locationId)),
  });
};

const profileOf = async (
  deps: WriteDeps,
  before: Encounter | null,
  { profileId, identifier }: SentEncounter,
): Promise<ProfileId | null> => {
  const named = profileId ?? (identifier && (await holderOf(deps, identifier)));
  if (profileId === undefined && identifier === undefined) return before?.profileId ?? null;
  return (named && (await lockLivingProfile(deps, named))?.id) ?? null;
};

/** The one profile that an identifier means, under a handle or under any. */
const holderOf = async (
  deps: ReadDeps,
  { id, handle }: NonNullable<SentEncounter["identifier"]>,
): Promise<ProfileId | null> => {
  if (handle !== null) return findProfile(deps, { handle, value: id });
  const holders = await findProfilesByIdentifier(deps, id);
  return holders.length === 1 ? (holders[0]?.id ?? null) : null;
};
