import { stopsIssues } from "#shared/incentive/budget.ts";
import { ANY_COST, type Cost } from "#shared/incentive/cost.ts";
import { type Definition, hasCost } from "#shared/incentive/definition.ts";
import type { TierVersion } from "#shared/incentive/tiers/tier-facts.ts";
import {
  connectionDefinitionIdSchema,
  type LocationId,
  messageTemplateIdSchema,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { worksAt } from "#shared/organisation/staff.ts";
import type { ConfigFact, ConfigKind } from "#shared/sync/facts.ts";
import { connectionDefinitionStore } from "#sync-server/storage/clienteling/connection-definition-store.ts";
import { messageTemplateStore } from "#sync-server/storage/clienteling/message-template-store.ts";
import { readDefinitionsOfAnyKind } from "#sync-server/storage/incentive/definition-store.ts";
import { readVersionsOfKind } from "#sync-server/storage/incentive/definition-version-store.ts";
import { readLocations } from "#sync-server/storage/organisation/location-store.ts";
import { readPolicy } from "#sync-server/storage/organisation/settings-store.ts";
import { readStaff } from "#sync-server/storage/organisation/staff-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/**
 * The config facts with these ids, each `<kind>:<key>`, for devices at a location. Reads only the
 * requested kinds.
 */
export const readConfigFacts = async (
  deps: ReadDeps,
  ids: readonly string[],
  deviceLocationId: LocationId,
): Promise<readonly ConfigFact[]> => {
  const facts = await Promise.all(
    namesOf(readers).map((kind) => readers[kind](deps, keysOf(kind, ids), deviceLocationId)),
  );
  return facts.flat();
};

type ConfigReader<K extends ConfigKind> = (
  deps: ReadDeps,
  keys: readonly string[],
  deviceLocationId: LocationId,
) => Promise<readonly Extract<ConfigFact, { kind: K }>[]>;

const keysOf = (kind: ConfigKind, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => id.startsWith(`${kind}:`)).map((id) => id.slice(kind.length + 1));

const readers: { readonly [K in ConfigKind]: ConfigReader<K> } = {
  tenant: async (deps, keys) => {
    const tenant = keys.length > 0 ? await readTenant(deps) : null;
    if (!tenant) return [];
    const { id: tenantId, name, currency, locale, timezone } = tenant;
    const value = { tenantId, name, currency, locale, timezone };
    return keys.map((key) => ({ id: `tenant:${key}`, kind: "tenant", value }));
  },
  location: async (deps, keys) =>
    (await readLocations(deps, keys.map(Number))).map((value) => ({
      id: `location:${value.id}`,
      kind: "location",
      value,
    })),
  // Someone who takes a device apart finds the hashes of the PINs it holds, so it holds no more
  // than it needs.
  staff: async (deps, keys, deviceLocationId) =>
    (await readStaff(deps, keys))
      .filter((value) => worksAt(value, deviceLocationId))
      .map((value) => ({ id: `staff:${value.id}`, kind: "staff", value })),
  definition: async (deps, keys) =>
    (await readDefinitionsOfAnyKind(deps, keys.map(Number))).map((value) => ({
      id: `definition:${value.id}`,
      kind: "definition",
      value: hasCost(value) ? { ...value, ...costForDevice(value) } : value,
    })),
  tier_versions: async (deps, keys) => {
    if (keys.length === 0) return [];
    const versions = Map.groupBy(
      await readVersionsOfKind(deps, "tier"),
      ({ definition }) => definition.id,
    );
    return [...versions]
      .filter(([definitionId]) => keys.includes(String(definitionId)))
      .map(([definitionId, all]) => ({
        id: `tier_versions:${definitionId}`,
        kind: "tier_versions",
        value: { definitionId, versions: all.map(forDevice) },
      }));
  },
  policy: async (deps, keys) => {
    if (keys.length === 0) return [];
    const value = await readPolicy(deps);
    return keys.map((key) => ({ id: `policy:${key}`, kind: "policy", value }));
  },
  connection_definition: async (deps, keys) =>
    (await connectionDefinitionStore.readAll(deps, keys.map(connectionDefinitionIdOf))).map(
      ({ id, name, isPending, connectorCanBreak, connectedCanBreak }) => ({
        id: `connection_definition:${id}`,
        kind: "connection_definition",
        value: { id, name, isPending, connectorCanBreak, connectedCanBreak },
      }),
    ),
  message_template: async (deps, keys) =>
    (await messageTemplateStore.readAll(deps, keys.map(messageTemplateIdOf))).flatMap(
      ({ isArchived, createdAt: _created, updatedAt: _updated, ...value }) =>
        isArchived
          ? []
          : [{ id: `message_template:${value.id}`, kind: "message_template" as const, value }],
    ),
  erased: async (_deps, keys) =>
    keys.map((key) => ({
      id: `erased:${key}`,
      kind: "erased",
      value: { profileId: profileIdSchema.parse(key) },
    })),
};

const messageTemplateIdOf = (key: string) => messageTemplateIdSchema.parse(Number(key));
const connectionDefinitionIdOf = (key: string) => connectionDefinitionIdSchema.parse(Number(key));

/**
 * Budgets and who pays are head office's: a device issues nothing (incentive/SPEC.md [G7]). Of a
 * benefit that can be claimed it learns that there may be none left ([N13]).
 */
const costForDevice = ({ kind, budget }: Cost & Pick<Definition, "kind">): Cost =>
  kind === "benefit" && budget && stopsIssues(budget)
    ? { ...ANY_COST, budget: { ...budget, total: null, perProfile: null } }
    : ANY_COST;

/** Without what only the definition itself must say. */
const forDevice = ({ at, definition }: TierVersion): TierVersion => ({
  at,
  definition: { ...definition, description: null, shortDescription: null, welcome: [] },
});
