import { v7 } from "uuid";
import {
  detailsOf,
  otherFieldsOf,
  type ProfileBody,
  withBirthParts,
} from "#shared/api/profile/profile.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { NO_DETAILS, type ProfileDetails } from "#shared/profile/profile.ts";
import { invalid, type RefusalTable } from "#sync-server/http/routes/v3/refusals.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { NewProfile } from "#sync-server/profile/create-profile.ts";
import {
  findNamedLocations,
  type NamedLocationRefusal,
} from "#sync-server/profile/find-named-locations.ts";
import type { ProfileRefusal } from "#sync-server/profile/profile-refusal.ts";
import type { ProfileChanges } from "#sync-server/profile/update-profile.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";

/** Why a profile can't be written as it was sent. */
export type SentProfileRefusal =
  | ProfileRefusal
  | NamedLocationRefusal
  | { readonly reason: "birth_date_disagrees" };

export const SENT_PROFILE_REFUSALS: RefusalTable<SentProfileRefusal> = {
  ...PROFILE_REFUSALS,
  birth_date_disagrees: invalid(
    "birth_date",
    "The birth date must agree with the birth day, month and year; or leave those out.",
  ),
};

type Reading = Pick<Plane, "read" | "now">;

/** The profile that the body of a request is to create (DOMAIN §3.1). */
export const newProfileIn = async (
  sentBody: ProfileBody,
  { read, now }: Reading,
): Promise<Result<NewProfile, SentProfileRefusal>> => {
  const body = withBirthParts(sentBody, NO_DETAILS);
  if (!body) return err({ reason: "birth_date_disagrees" });
  const sent = await sentOf(read, body);
  if (!sent.ok) return sent;
  return ok({
    joinedLocationId: null,
    ...sent.value,
    profileId: profileIdSchema.parse(v7()),
    details: { ...NO_DETAILS, ...detailsOf(body) },
    joinedAt: sent.value.joinedAt ?? now,
    joinedStaffId: sent.value.joinedStaffId ?? null,
  });
};

/** What the body of a request changes of a profile: what it names, and no more. */
export const profileChangesIn = async (
  sentBody: ProfileBody,
  { read, known }: Pick<Reading, "read"> & { readonly known: ProfileDetails },
): Promise<Result<Omit<ProfileChanges, "profileId">, SentProfileRefusal>> => {
  const body = withBirthParts(sentBody, known);
  if (!body) return err({ reason: "birth_date_disagrees" });
  const sent = await sentOf(read, body);
  return sent.ok ? ok({ ...sent.value, changes: detailsOf(body) }) : sent;
};

/** Everything in a body besides the details, with the locations that it names. */
const sentOf = async (read: ReadDeps, body: ProfileBody) => {
  const located = await findNamedLocations(read, camelKeys(body));
  if (!located.ok) return located;
  return ok({ ...otherFieldsOf(body, await readTenantZone(read)), ...located.value });
};
