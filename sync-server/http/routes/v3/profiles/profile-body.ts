import { attributesOf, type ProfileBody, profileExtraOf } from "#shared/api/profile.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { firstInstantOf } from "#shared/kernel/time.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import type { NewProfile } from "#sync-server/profile/create-profile.ts";
import type { ProfileChanges } from "#sync-server/profile/update-profile.ts";
import { findLocation } from "#sync-server/storage/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

type Given = Omit<ProfileChanges, "profileId" | "changes"> & Pick<NewProfile, "identities">;

/**
 * Everything in a body besides the details, as the input of the writes; 422 if a location is
 * unknown.
 */
export const givenOf = async (
  read: ReadDeps,
  body: ProfileBody,
): Promise<Result<Given, RequestRefusal>> => {
  const joined = await findLocationOf(read, body, "joined");
  if (!joined.ok) return joined;
  const preferred = await findLocationOf(read, body, "preferred");
  if (!preferred.ok) return preferred;
  return ok({
    identities: (body.identities ?? []).map(camelKeys),
    extra: profileExtraOf(body),
    ...definedFields({
      profileType: body.profile_type,
      tags: body.tags,
      joinedAt: body.joined_at && firstInstantOf(body.joined_at, await readTenantZone(read)),
      joinedLocationId: joined.value,
      preferredLocationId: preferred.value,
      attributes: attributesOf(body),
    }),
  });
};

type NamedLocation = Result<LocationId | null | undefined, RequestRefusal>;

/** The location in a body, by id, external id or code; undefined when it has none. */
const findLocationOf = async (
  read: ReadDeps,
  body: ProfileBody,
  which: "joined" | "preferred",
): Promise<NamedLocation> => {
  const id = body[`${which}_location_id`];
  if (id !== undefined) return ok(id);
  for (const by of ["external_id", "external_code"] as const) {
    const field = `${which}_location_${by}` as const;
    const value = body[field];
    if (value === undefined) continue;
    if (value === null) return ok(null);
    const location = await findLocation(read, by, value);
    return location ? ok(location.id) : err(invalid(field, "There is no such location."));
  }
  return ok(undefined);
};
