import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a collection" puts into files that are there: fittings, when
 * profiles tried things on. The new files are beside this one, in `collection/`.
 */
export const collection: readonly Insertion[] = [
  {
    file: "shared/sync/facts.ts",
    after: `export type AccountFact = z.infer<typeof accountFactSchema>;\n`,
    source: `
/** A profile tried things on. */
export const fittingFactSchema = z.object({
  id: z.string(),
  profileId: profileIdSchema,
  reverseAt: z.int(),
  locationId: locationIdSchema,
  fittedAt: instantSchema,
});
`,
  },
  {
    file: "shared/sync/facts.ts",
    after: "  deviceIdSchema,\n",
    source: "  locationIdSchema,\n",
  },
  {
    file: "shared/sync/collections.ts",
    after: "  verdictFactSchema,\n",
    source: "  fittingFactSchema,\n",
  },
  {
    file: "shared/sync/collections.ts",
    after: "const rows = {\n",
    source: `  fittings: {
    schema: fittingFactSchema,
    scope: "region",
    stage: "history",
    listedBy: "profile",
    showsPending: false,
    datesFacts: false,
    answersCommands: false,
  },
`,
  },
  {
    file: "sync-server/sync/read-facts.ts",
    after: "const readers: { readonly [N in CollectionName]: FactReader<N> } = {\n",
    source: `  fittings: async (deps, ids) =>
    (await readFittings(deps, ids)).map((fitting) => ({
      ...fitting,
      reverseAt: reverseAtOf(fitting.fittedAt),
    })),
`,
  },
  {
    file: "sync-server/sync/read-facts.ts",
    after: "(fact: FactOf<N>) => Instant | null } = {\n",
    source: "  fittings: ({ fittedAt }) => fittedAt,\n",
  },
  {
    file: "sync-server/sync/read-facts.ts",
    after: `import { readTransactions } from "#sync-server/storage/commerce/transaction-facts.ts";\n`,
    source: `import { readFittings } from "#sync-server/storage/clienteling/fitting-store.ts";\n`,
  },
  {
    file: "sync-server/profile/profile-feed.ts",
    after: "  timeline: readNoteIdsOf,\n",
    source: "  fittings: readFittingIdsOf,\n",
  },
  {
    file: "sync-server/profile/profile-feed.ts",
    after: `import { readTransactionIdsOf } from "#sync-server/storage/commerce/transaction-store.ts";\n`,
    source: `import { readFittingIdsOf } from "#sync-server/storage/clienteling/fitting-store.ts";\n`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: `import type { staffTable } from "./organisation/staff-table.ts";\n`,
    source: `import type { fittingTable } from "./clienteling/fitting-table.ts";\n`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: "export type Tables = {\n",
    source: "  fittings: RowOf<typeof fittingTable>;\n",
  },
  {
    file: "sync-server/storage/organisation/location-store.ts",
    after: "  staff_locations: { location_id: true },\n",
    source: "  fittings: { location_id: true },\n",
  },
  {
    file: "sync-server/storage/profile/merge-store.ts",
    after: `  notes: { profile_id: "id" },\n`,
    source: `  fittings: { profile_id: "id" },\n`,
  },
  {
    file: "sync-server/storage/profile/personal-rows.ts",
    after: `  notes: { of: "profile_id", purge: "delete", depersonalise: "delete" },\n`,
    source: `  fittings: { of: "profile_id", purge: "delete", depersonalise: "delete" },\n`,
  },
  {
    file: "sync-server/storage/migrations/0001-first-tables.ts",
    after:
      "const tenants = ({ integer, identityColumn, bytewise, tableEnd }: Dialect): readonly string[] => [\n",
    source: `  \`create table fittings (
    id text not null,
    tenant_id text not null,
    profile_id text not null,
    location_id \${integer} not null,
    fitted_at \${integer} not null,
    primary key (tenant_id, id)
  ) \${tableEnd}\`,
  "create index fittings_by_profile on fittings (tenant_id, profile_id)",
`,
  },
  {
    file: "sync-server/writes.ts",
    after: `import { createLocation, deleteLocation, updateLocation } from "./organisation/locations.ts";\n`,
    source: `import { recordFitting } from "./clienteling/record-fitting.ts";\n`,
  },
  {
    file: "sync-server/writes.ts",
    after: "const table = {\n",
    source: "  recordFitting,\n",
  },
  {
    file: "sync-server/write-events.ts",
    after: "const table = {\n",
    source: `  recordFitting: { records: ["fitting.created"] },\n`,
  },
  {
    file: "shared/reaction/event.ts",
    after: "export const eventContexts = {\n",
    source: `  "fitting.created": locationContext,\n`,
  },
  {
    file: "sync-server/write-events.test.ts",
    after: `    await store.write("addProfileRegion", TEST_TENANT, { profileId, regionId });\n`,
    source: `    await store.write("recordFitting", TEST_TENANT, { profileId, locationId: shop.carlton });\n`,
  },
];
