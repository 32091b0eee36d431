import { locationIdSchema } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import { type AddressUnfit, fitAddress } from "#sync-server/profile/fit-address.ts";
import { defaultRegion } from "#sync-server/profile/profile-region.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import type { NewRecordOf } from "#sync-server/storage/column-table.ts";
import { readAllDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import {
  findLocation,
  hasProfilesAtHome,
  isLastForProfiles,
  isLocationInUse,
  keepRegions,
  locationStore,
  lockRegions,
} from "#sync-server/storage/organisation/location-store.ts";
import type {
  LocationRecord,
  locationTable,
} from "#sync-server/storage/organisation/location-table.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/**
 * A new location. Its time zone, country and region default to the tenant's, and its external id is
 * generated if missing.
 */
export type NewLocation = Omit<Changes<LocationRecord>, "name" | "externalId"> & {
  readonly name: string;
  readonly externalId?: string | null | undefined;
};

type RegionRefusal =
  /** Head office has declared regions, and not this one. */
  | { readonly reason: "region_unknown" }
  /**
   * Profiles belong to the location, or it is the last one of their region, which decides which
   * devices hold them.
   */
  | { readonly reason: "region_in_use" };

type LocationRefusal = RegionRefusal | AddressUnfit;

/**
 * Writes locations, and puts each in every device's feed. One that something refers to can't be
 * deleted but closed: closed stores are kept for history (DOMAIN §14.1).
 */
export const {
  create: createLocation,
  change: updateLocation,
  remove: deleteLocation,
} = recordWrites("location", locationStore, {
  newOf: async (
    deps,
    sent: NewLocation,
  ): Promise<Result<NewRecordOf<typeof locationTable>, LocationRefusal>> => {
    await keepRegions(deps);
    if (sent.region && !(await isRegion(deps, sent.region))) return err(REGION_UNKNOWN);
    const address = sent.address ? fitAddress(sent.address) : ok(sent.address);
    if (!address.ok) return address;
    const tenant = await readTenant(deps);
    return ok({
      ...definedFields({ ...sent, address: address.value }),
      name: sent.name,
      externalId: sent.externalId ?? deps.newId(),
      timezone: sent.timezone ?? tenant?.timezone ?? UTC,
      country: sent.country ?? tenant?.country ?? "",
      region: sent.region ?? (await defaultRegion(deps)),
      isPublished: sent.isPublished ?? true,
      isPermanentlyClosed: sent.isPermanentlyClosed ?? false,
      customFields: sent.customFields ?? [],
      tags: sent.tags ?? [],
    });
  },
  changedOf: async (
    deps,
    before,
    changes: Changes<LocationRecord>,
  ): Promise<Result<LocationRecord, LocationRefusal>> => {
    const address = changes.address ? fitAddress(changes.address) : ok(changes.address);
    if (!address.ok) return address;
    const after = { ...before, ...definedFields({ ...changes, address: address.value }) };
    const problem = await problemOfMove(deps, before, after.region);
    return problem ? err(problem) : ok(after);
  },
  taken: {
    refusal: { reason: "external_id_taken" },
    keyOf: ({ externalId }) => ({ externalId }),
  },
  inUse: {
    refusal: { reason: "in_use" },
    when: async (deps, location) => {
      await lockRegions(deps);
      return (
        (await isLastForProfiles(deps, location)) ||
        (await readAllDefinitions(deps)).some(
          (each) => "locationId" in each && each.locationId === location.id,
        ) ||
        isLocationInUse(deps, location.id)
      );
    },
  },
  wrote: (deps, verb, { id: locationId }) => {
    touchConfig(deps, { kind: "location", key: locationId, isDeleted: verb === "deleted" });
    deps.happened({ kind: `location.${verb}`, profileId: null, context: { locationId } });
  },
});

const REGION_UNKNOWN = { reason: "region_unknown" } as const;

const problemOfMove = async (
  deps: WriteDeps,
  before: LocationRecord,
  region: string,
): Promise<RegionRefusal | null> => {
  if (region === before.region) return null;
  await lockRegions(deps);
  if (!(await isRegion(deps, region))) return REGION_UNKNOWN;
  const isInUse =
    (await hasProfilesAtHome(deps, before.id)) || (await isLastForProfiles(deps, before));
  return isInUse ? { reason: "region_in_use" } : null;
};

/** Whether a location can be in a region: any will do until head office declares one. */
const isRegion = async (deps: ReadDeps, handle: string): Promise<boolean> => {
  const declared = await readTerms(deps, "region");
  return declared.length === 0 || declared.some((region) => region.handle === handle);
};

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
  const byNumber = id.success ? await locationStore.read(deps, id.data) : null;
  return byNumber ?? findLocation(deps, "external_id", externalIdOf(ref));
};

const externalIdOf = (ref: LocationRef): string =>
  "number" in ref ? String(ref.number) : "either" in ref ? ref.either : ref.externalId;
