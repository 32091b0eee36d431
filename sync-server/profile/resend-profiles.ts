import { z } from "zod";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type DayOrInstant,
  dayIn,
  firstInstantOf,
  type Instant,
  instantAfter,
  instantSchema,
} from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { setDue } from "#sync-server/storage/due-store.ts";
import { readChangedProfiles } from "#sync-server/storage/profile/profile-list.ts";
import {
  lockProfileRecord,
  type ProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** Says again how a profile is now, for systems that follow events (DOMAIN §3.3). */
export const resendProfile = async (
  deps: WriteDeps,
  { profileId }: { readonly profileId: ProfileId },
): Promise<Result<null, { readonly reason: "profile_unknown" }>> => {
  const profile = await lockProfileRecord(deps, profileId);
  if (!profile || !isLiving(profile.profileType)) return err({ reason: "profile_unknown" });
  resend(deps, profile);
  return ok(null);
};

/** Why profiles aren't sent again: nothing changes after today. */
type ResendRefusal = { readonly reason: "not_yet" };

/** Has every profile sent again that has changed since a time, in the background. */
export const resendProfiles = async (
  deps: WriteDeps,
  { since: asked }: { readonly since: DayOrInstant },
): Promise<Result<{ readonly since: Instant }, ResendRefusal>> => {
  const zone = await readTenantZone(deps);
  const since = firstInstantOf(asked, zone);
  if (since >= instantAfter(dayIn(deps.now, zone), zone)) return err({ reason: "not_yet" });
  await resendFrom(deps, { since, until: deps.now, after: "" });
  return ok({ since });
};

/** What is left of it: the profiles that changed from `since`, and of that instant after an id. */
const partSchema = z.object({ since: instantSchema, until: instantSchema, after: z.string() });
type Part = z.infer<typeof partSchema>;

const PROFILES_AT_ONCE = 500;

/** Sends some of the profiles again, and leaves the others to another time. */
export const resendSome = async (deps: WriteDeps, key: string): Promise<null> => {
  const [since, until, after] = key.split(" ");
  const part = partSchema.parse({ since: Number(since), until: Number(until), after });
  const profiles = await readChangedProfiles(deps, part, PROFILES_AT_ONCE);
  for (const profile of profiles) resend(deps, profile);
  const last = profiles.at(-1);
  if (last) await resendFrom(deps, { ...part, since: last.updatedAt, after: last.id });
  return null;
};

const resendFrom = (deps: WriteDeps, { since, until, after }: Part): Promise<void> =>
  setDue(deps, { kind: "resend_profiles", key: [since, until, after].join(" ") }, deps.now);

const resend = (deps: WriteDeps, { id: profileId, version }: ProfileRecord): void =>
  deps.happened({ kind: "profile.resent", profileId, context: { version } });
