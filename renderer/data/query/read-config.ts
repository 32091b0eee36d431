import type { StaffMember, StoreConfig } from "#renderer/data/views.ts";
import type { Staff } from "#shared/clienteling/staff.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { LocationId } from "#shared/kernel/ids.ts";
import { type ConfigFact, configFactSchema } from "#shared/sync/collections.ts";

/** Config facts as the screens and the decisions read them. */
export type ReadConfig = StoreConfig & { readonly staff: readonly Staff[] };

export const NO_CONFIG: ReadConfig = {
  tenant: null,
  ownLocation: null,
  locations: [],
  programme: null,
  staff: [],
};

/** Puts the facts of the one config collection where they belong. */
export const readConfig = (
  documents: readonly unknown[],
  ownLocationId: LocationId | null,
): ReadConfig => {
  const facts = documents.flatMap((document) => {
    const fact = configFactSchema.safeParse(document);
    return fact.success ? [fact.data] : [];
  });
  const locations = valuesOf(facts, "location").sort(byName);
  return {
    tenant: valuesOf(facts, "tenant")[0] ?? null,
    ownLocation: locations.find(({ id }) => id === ownLocationId) ?? null,
    locations,
    programme: programmeOf(facts),
    staff: valuesOf(facts, "staff").sort(byName),
  };
};

/** Active staff of a location; those without any location work everywhere. */
export const staffAt = (
  staff: readonly Staff[],
  locationId: LocationId | null,
): readonly StaffMember[] =>
  staff
    .filter(({ isActive, locationIds }) => {
      const isEverywhere = locationIds.length === 0 || locationId === null;
      return isActive && (isEverywhere || locationIds.includes(locationId));
    })
    .map(withoutPin);

export const withoutPin = ({ pinHash: _pinHash, ...member }: Staff): StaffMember => member;

const programmeOf = (facts: readonly ConfigFact[]): Programme | null => {
  const policy = valuesOf(facts, "policy")[0];
  return policy
    ? {
        policy,
        rewardDefinitions: valuesOf(facts, "reward_definition"),
        pointDefinitions: valuesOf(facts, "point_definition").sort((a, b) => a.id - b.id),
      }
    : null;
};

const valuesOf = <K extends ConfigFact["kind"]>(
  facts: readonly ConfigFact[],
  kind: K,
): Extract<ConfigFact, { kind: K }>["value"][] =>
  facts.flatMap((fact) => (isKind(fact, kind) ? [fact.value] : []));

const isKind = <K extends ConfigFact["kind"]>(
  fact: ConfigFact,
  kind: K,
): fact is Extract<ConfigFact, { kind: K }> => fact.kind === kind;

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name);
