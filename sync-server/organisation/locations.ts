import { type LocationId, locationIdSchema } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import { defaultRegion } from "#sync-server/profile/profile-region.ts";
import {
  appendLocation,
  findLocation,
  hasProfilesAtHome,
  isLastForProfiles,
  isLocationInUse,
  readLocationRecord,
  removeLocation,
  updateLocationRow,
} from "#sync-server/storage/organisation/location-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

type Changes = { readonly [K in keyof LocationRecord]?: LocationRecord[K] | undefined };

/**
 * A new location. Its time zone, country and region default to the tenant's, and its external id is
 * generated if missing.
 */
export type NewLocation = Omit<Changes, "name" | "externalId"> & {
  readonly name: string;
  readonly externalId?: string | null | undefined;
};

/** Why a location can't be written, in order of precedence. */
export type LocationRefusal =
  | { readonly reason: "location_unknown" }
  | { readonly reason: "external_id_taken" }
  /** Head office has declared regions, and not this one. */
  | { readonly reason: "region_unknown" }
  /**
   * Profiles belong to it, or it is the last location of their region, which decides which devices
   * hold them.
   */
  | { readonly reason: "region_in_use" }
  /**
   * Something refers to it: close it instead. Closed stores are kept for history (DOMAIN §14.1).
   */
  | { readonly reason: "in_use" };

/** Creates a location and puts it in every device's feed. */
export const createLocation = async (
  deps: WriteDeps,
  input: NewLocation,
): Promise<Result<LocationRecord, LocationRefusal>> => {
  const externalId = input.externalId ?? deps.newId();
  if (await findLocation(deps, "external_id", externalId)) {
    return err({ reason: "external_id_taken" });
  }
  if (input.region && !(await isRegion(deps, input.region))) {
    return err({ reason: "region_unknown" });
  }
  const tenant = await readTenant(deps);
  const location = await appendLocation(deps, {
    ...definedFields(input),
    name: input.name,
    externalId,
    timezone: input.timezone ?? tenant?.timezone ?? UTC,
    country: input.country ?? tenant?.country ?? "",
    region: input.region ?? (await defaultRegion(deps)),
    isPublished: input.isPublished ?? true,
    isPermanentlyClosed: input.isPermanentlyClosed ?? false,
  });
  touchConfig(deps, { kind: "location", key: location.id });
  locationHappened(deps, "location.created", location.id);
  return ok(location);
};

/** Changes the fields of a location that are set, and puts it in every device's feed. */
export const updateLocation = async (
  deps: WriteDeps,
  input: { readonly id: LocationId; readonly changes: Changes },
): Promise<Result<LocationRecord, LocationRefusal>> => {
  const before = await readLocationRecord(deps, input.id);
  if (!before) return err({ reason: "location_unknown" });
  const changes = definedFields(input.changes);
  const after = { ...before, ...changes, updatedAt: deps.now };
  if (after.externalId !== before.externalId) {
    const holder = await findLocation(deps, "external_id", after.externalId);
    if (holder) return err({ reason: "external_id_taken" });
  }
  if (after.region !== before.region) {
    if (!(await isRegion(deps, after.region))) return err({ reason: "region_unknown" });
    const isInUse =
      (await hasProfilesAtHome(deps, input.id)) || (await isLastForProfiles(deps, before));
    if (isInUse) return err({ reason: "region_in_use" });
  }
  await updateLocationRow(deps, input.id, changes);
  touchConfig(deps, { kind: "location", key: input.id });
  locationHappened(deps, "location.updated", input.id);
  return ok(after);
};

/** Deletes a location that nothing refers to, and removes it from every device. */
export const deleteLocation = async (
  deps: WriteDeps,
  input: { readonly id: LocationId },
): Promise<Result<null, LocationRefusal>> => {
  const location = await readLocationRecord(deps, input.id);
  if (!location) return err({ reason: "location_unknown" });
  const isInUse =
    (await isLocationInUse(deps, input.id)) || (await isLastForProfiles(deps, location));
  if (isInUse) return err({ reason: "in_use" });
  await removeLocation(deps, input.id);
  touchConfig(deps, { kind: "location", key: input.id, isDeleted: true });
  locationHappened(deps, "location.deleted", input.id);
  return ok(null);
};

/** Whether a location can be in a region: any will do until head office declares one. */
const isRegion = async (deps: ReadDeps, handle: string): Promise<boolean> => {
  const declared = await readTerms(deps, "region");
  return declared.length === 0 || declared.some((region) => region.handle === handle);
};

const locationHappened = (
  deps: WriteDeps,
  kind: "location.created" | "location.updated" | "location.deleted",
  locationId: LocationId,
): void => deps.happened({ kind, profileId: null, context: { locationId } });

/** How a transaction refers to its location: by our number, or by another system's id. */
export type LocationRef =
  | { readonly number: number }
  | { readonly externalId: string }
  /** Text that may be either. */
  | { readonly either: string };

/**
 * Finds the location that a reference means. An unknown external id creates a placeholder, so that
 * the transaction isn't lost (DOMAIN §12.2, §14.1). An unknown number gives null: we never issued
 * it.
 */
export const resolveLocation = async (
  deps: WriteDeps,
  ref: LocationRef,
): Promise<LocationRecord | null> => {
  const found = await findLocationOf(deps, ref);
  if (found || "number" in ref) return found;
  const externalId = externalIdOf(ref);
  const placeholder = await createLocation(deps, {
    name: externalId,
    description: "Created for a transaction that referred to it.",
    externalId,
    isPublished: false,
  });
  return placeholder.ok ? placeholder.value : null;
};

/** The location that a reference means; null if there is none yet. */
export const findLocationOf = async (
  deps: ReadDeps,
  ref: LocationRef,
): Promise<LocationRecord | null> => {
  const number = "number" in ref ? ref.number : "either" in ref ? Number(ref.either) : Number.NaN;
  const id = locationIdSchema.safeParse(number);
  const byNumber = id.success ? await readLocationRecord(deps, id.data) : null;
  return byNumber ?? findLocation(deps, "external_id", externalIdOf(ref));
};

const externalIdOf = (ref: LocationRef): string =>
  "number" in ref ? String(ref.number) : "either" in ref ? ref.either : ref.externalId;
