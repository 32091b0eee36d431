import { type LocationId, locationIdSchema } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import { defaultRegion } from "#sync-server/profile/profile-region.ts";
import { touchConfig } from "#sync-server/storage/config-feed.ts";
import {
  appendLocation,
  findLocation,
  hasProfilesAtHome,
  isLocationInUse,
  type LocationFields,
  type LocationRecord,
  readLocationRecord,
  removeLocation,
  updateLocationRow,
} from "#sync-server/storage/location-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/** What is said of a new location; what is null comes from the tenant, or is made up. */
export type NewLocation = Omit<LocationFields, "timezone" | "country" | "region" | "externalId"> & {
  readonly externalId: string | null;
  readonly timezone: TimeZone | null;
  readonly country: string | null;
  readonly region: string | null;
};

/** Why a location is not written, in order of precedence. */
export type LocationRefusal =
  | { readonly reason: "location_unknown" }
  | { readonly reason: "external_id_taken" }
  /** Profiles belong to it, and its region decides which devices hold them. */
  | { readonly reason: "region_in_use" }
  /** Something names it: close it instead (DOMAIN §14.1, closed stores are kept for history). */
  | { readonly reason: "in_use" };

/** Makes a location and says so to every device. */
export const createLocation = async (
  deps: WriteDeps,
  input: NewLocation,
): Promise<Result<LocationRecord, LocationRefusal>> => {
  const externalId = input.externalId ?? deps.newId();
  if (await findLocation(deps, { externalId })) return err({ reason: "external_id_taken" });
  const tenant = await readTenant(deps);
  const location = await appendLocation(deps, {
    ...input,
    externalId,
    timezone: input.timezone ?? tenant?.timezone ?? timeZoneSchema.parse("UTC"),
    country: input.country ?? tenant?.country ?? "",
    region: input.region ?? (await defaultRegion(deps)),
  });
  await touchConfig(deps, { kind: "location", key: location.id });
  return ok(location);
};

/** Changes a location, only in what is given, and says so to every device. */
export const updateLocation = async (
  deps: WriteDeps,
  input: {
    readonly id: LocationId;
    readonly changes: { readonly [K in keyof LocationFields]?: LocationFields[K] | undefined };
  },
): Promise<Result<LocationRecord, LocationRefusal>> => {
  const before = await readLocationRecord(deps, input.id);
  if (!before) return err({ reason: "location_unknown" });
  const after = { ...before, ...definedFields(input.changes), updatedAt: deps.now };
  if (after.externalId !== before.externalId) {
    const holder = await findLocation(deps, { externalId: after.externalId });
    if (holder) return err({ reason: "external_id_taken" });
  }
  if (after.region !== before.region && (await hasProfilesAtHome(deps, input.id))) {
    return err({ reason: "region_in_use" });
  }
  await updateLocationRow(deps, input.id, after);
  await touchConfig(deps, { kind: "location", key: input.id });
  return ok(after);
};

/** Takes away a location that nothing names. */
export const deleteLocation = async (
  deps: WriteDeps,
  input: { readonly id: LocationId },
): Promise<Result<null, LocationRefusal>> => {
  if (!(await readLocationRecord(deps, input.id))) return err({ reason: "location_unknown" });
  if (await isLocationInUse(deps, input.id)) return err({ reason: "in_use" });
  await removeLocation(deps, input.id);
  await touchConfig(deps, { kind: "location", key: input.id, isDeleted: true });
  return ok(null);
};

/** How a transaction names its location: by its number here, or by the id that another system gave it. */
export type LocationRef =
  | { readonly number: number }
  | { readonly externalId: string }
  /** A text that may be either. */
  | { readonly either: string };

/**
 * The location that is meant. An unknown external id makes a placeholder, so that the transaction is not
 * lost (DOMAIN §12.2, §14.1); an unknown number is null, because nobody has ever given it out.
 */
export const resolveLocation = async (
  deps: WriteDeps,
  ref: LocationRef,
): Promise<LocationRecord | null> => {
  const number = "number" in ref ? ref.number : "either" in ref ? Number(ref.either) : Number.NaN;
  const id = locationIdSchema.safeParse(number);
  const byNumber = id.success ? await readLocationRecord(deps, id.data) : null;
  if (byNumber) return byNumber;
  const externalId =
    "number" in ref ? String(ref.number) : "either" in ref ? ref.either : ref.externalId;
  const byExternalId = await findLocation(deps, { externalId });
  if (byExternalId || "number" in ref) return byExternalId;
  const placeholder = await createLocation(deps, {
    name: externalId,
    type: null,
    description: "Made for a transaction that named it.",
    externalId,
    externalCode: null,
    timezone: null,
    country: null,
    region: null,
    phone: null,
    email: null,
    isPublished: false,
    isPermanentlyClosed: false,
  });
  return placeholder.ok ? placeholder.value : null;
};
