import type { LocationId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { findLocation } from "#sync-server/storage/organisation/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** What a location is to a profile. */
type Which = "joined" | "preferred";
type LocationField = `${Which}Location${"ExternalId" | "ExternalCode"}`;

/**
 * How a caller refers to a profile's locations: by our id, or by another system's id or code. Null:
 * none; undefined: not sent.
 */
export type NamedLocations = {
  readonly [K in `${Which}LocationId`]?: LocationId | null | undefined;
} & { readonly [K in LocationField]?: string | null | undefined };

/** No location has this external id or code. */
export type NamedLocationRefusal = {
  readonly reason: "location_unknown";
  readonly field: LocationField;
};

/** The ids of the locations that a caller refers to; those it didn't send are left out. */
export const findNamedLocations = async (
  deps: ReadDeps,
  named: NamedLocations,
): Promise<
  Result<
    { readonly [K in `${Which}LocationId`]?: Exclude<NamedLocations[K], undefined> },
    NamedLocationRefusal
  >
> => {
  const joined = await findOne(deps, named, "joined");
  if (!joined.ok) return joined;
  const preferred = await findOne(deps, named, "preferred");
  if (!preferred.ok) return preferred;
  return ok(
    definedFields({ joinedLocationId: joined.value, preferredLocationId: preferred.value }),
  );
};

const findOne = async (
  deps: ReadDeps,
  named: NamedLocations,
  which: Which,
): Promise<Result<LocationId | null | undefined, NamedLocationRefusal>> => {
  const id = named[`${which}LocationId`];
  if (id !== undefined) return ok(id);
  for (const [by, field] of [
    ["external_id", `${which}LocationExternalId`],
    ["external_code", `${which}LocationExternalCode`],
  ] as const) {
    const value = named[field];
    if (value === undefined) continue;
    if (value === null) return ok(null);
    const location = await findLocation(deps, by, value);
    return location ? ok(location.id) : err({ reason: "location_unknown", field });
  }
  return ok(undefined);
};
