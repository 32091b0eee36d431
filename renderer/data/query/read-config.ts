import type { StaffMember, StoreConfig } from "#renderer/data/views.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { type Staff, worksAt } from "#shared/organisation/staff.ts";
import { type ConfigByKind, configByKind } from "#shared/sync/config-by-kind.ts";
import { configFactSchema } from "#shared/sync/facts.ts";
import { programmeOfFacts } from "#shared/sync/programme-facts.ts";

/** The config facts in the form that screens and decisions use. */
export type ReadConfig = StoreConfig & {
  readonly staff: readonly Staff[];
  /** What connections there may be, and which side may break them ([X16]). */
  readonly connectionDefinitions: ConfigByKind["connection_definition"];
  /** People who were erased: this device keeps nothing about them. */
  readonly erased: ReadonlySet<ProfileId>;
};

export const NO_CONFIG: ReadConfig = {
  tenant: null,
  ownLocation: null,
  locations: [],
  programme: null,
  tierVersions: [],
  messageTemplates: [],
  staff: [],
  connectionDefinitions: [],
  erased: new Set(),
};

/** Groups the facts of the config collection by kind. */
export const readConfig = (
  documents: readonly unknown[],
  ownLocationId: LocationId | null,
): ReadConfig => {
  const facts = configByKind(
    documents.flatMap((document) => configFactSchema.safeParse(document).data ?? []),
  );
  const locations = facts.location.toSorted(byName);
  return {
    tenant: facts.tenant[0] ?? null,
    ownLocation: locations.find(({ id }) => id === ownLocationId) ?? null,
    locations,
    programme: programmeOfFacts(facts),
    tierVersions: facts.tier_versions.flatMap(({ versions }) => versions),
    messageTemplates: facts.message_template.toSorted((a, b) => a.sortOrder - b.sortOrder),
    staff: facts.staff.toSorted(byName),
    connectionDefinitions: facts.connection_definition,
    erased: new Set(facts.erased.map(({ profileId }) => profileId)),
  };
};

/** The active staff of a location; everybody's while the device has none. */
export const staffAt = (
  staff: readonly Staff[],
  locationId: LocationId | null,
): readonly StaffMember[] =>
  staff
    .filter((member) => member.isActive && (locationId === null || worksAt(member, locationId)))
    .map(withoutPin);

/** What screens may see of a staff member. */
export const withoutPin = ({ pinHash: _pinHash, ...member }: Staff): StaffMember => member;

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name);
