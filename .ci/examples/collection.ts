import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a collection" puts into files that are there: visits, when profiles
 * were in a store. The new files are beside this one, in `collection/`.
 */
export const collection: readonly Insertion[] = [
  {
    file: "shared/sync/facts.ts",
    after: `export type AccountFact = z.infer<typeof accountFactSchema>;\n`,
    source: `
/** A profile was in a store. */
export const visitFactSchema = z.object({
  id: z.string(),
  profileId: profileIdSchema,
  reverseAt: z.int(),
  locationId: locationIdSchema,
  visitedAt: instantSchema,
});
`,
  },
  {
    file: "shared/sync/facts.ts",
    after: "import { definitionIdSchema, deviceIdSchema, ",
    source: "locationIdSchema, profileIdSchema, ",
  },
  {
    file: "shared/sync/collections.ts",
    after: "  verdictFactSchema,\n",
    source: "  visitFactSchema,\n",
  },
  {
    file: "shared/sync/collections.ts",
    after: "const rows = {\n",
    source: `  visits: {
    schema: visitFactSchema,
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
    source: `  visits: async (deps, ids) =>
    (await readVisits(deps, ids)).map((visit) => ({
      ...visit,
      reverseAt: reverseAtOf(visit.visitedAt),
    })),
`,
  },
  {
    file: "sync-server/sync/read-facts.ts",
    after: `import { readTransactions } from "#sync-server/storage/commerce/transaction-facts.ts";\n`,
    source: `import { readVisits } from "#sync-server/storage/clienteling/visit-store.ts";\n`,
  },
  {
    file: "sync-server/profile/profile-feed.ts",
    after: "  timeline: readNoteIdsOf,\n",
    source: "  visits: readVisitIdsOf,\n",
  },
  {
    file: "sync-server/profile/profile-feed.ts",
    after: `import { readTransactionIdsOf } from "#sync-server/storage/commerce/transaction-store.ts";\n`,
    source: `import { readVisitIdsOf } from "#sync-server/storage/clienteling/visit-store.ts";\n`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: `import type { staffTable } from "./organisation/staff-table.ts";\n`,
    source: `import type { visitTable } from "./clienteling/visit-table.ts";\n`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: "export type Tables = {\n",
    source: "  visits: RowOf<typeof visitTable>;\n",
  },
  {
    file: "sync-server/storage/organisation/location-store.ts",
    after: "  staff_locations: { location_id: true },\n",
    source: "  visits: { location_id: true },\n",
  },
  {
    file: "sync-server/storage/migrations/0001-first-tables.ts",
    after:
      "const tenants = ({ integer, identityColumn, tableEnd }: Dialect): readonly string[] => [\n",
    source: `  \`create table visits (
    id text not null,
    tenant_id text not null,
    profile_id text not null,
    location_id \${integer} not null,
    visited_at \${integer} not null,
    primary key (tenant_id, id)
  ) \${tableEnd}\`,
  "create index visits_by_profile on visits (tenant_id, profile_id)",
`,
  },
  {
    file: "sync-server/writes.ts",
    after: `import { createLocation, deleteLocation, updateLocation } from "./organisation/locations.ts";\n`,
    source: `import { recordVisit } from "./clienteling/record-visit.ts";\n`,
  },
  {
    file: "sync-server/writes.ts",
    after: "const table = {\n",
    source: "  recordVisit,\n",
  },
  {
    file: "sync-server/write-events.ts",
    after: "const table = {\n",
    source: `  recordVisit: { records: ["visit.created"] },\n`,
  },
  {
    file: "shared/reaction/event.ts",
    after: "export const eventContexts = {\n",
    source: `  "visit.created": locationContext,\n`,
  },
];
