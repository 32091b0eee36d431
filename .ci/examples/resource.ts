import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a resource" puts into files that are there. The new files are beside
 * this one, in `resource/`.
 */
export const resource: readonly Insertion[] = [
  {
    file: "shared/kernel/ids.ts",
    after: `export type LocationId = z.infer<typeof locationIdSchema>;\n`,
    source: `
export const seasonIdSchema = z.int().positive().brand<"SeasonId">();
`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: `import type { Generated } from "kysely";\n`,
    source: `import type { seasonTable } from "./organisation/season-table.ts";\n`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: "  locations: RowOf<typeof locationTable>;\n",
    source: "  seasons: RowOf<typeof seasonTable>;\n",
  },
  {
    file: "sync-server/storage/migrations/0001-first-tables.ts",
    after:
      "const tenants = ({ integer, identityColumn, tableEnd }: Dialect): readonly string[] => [\n",
    source: `  \`create table seasons (
    id \${identityColumn},
    tenant_id text not null,
    name text not null,
    external_id text not null,
    created_at \${integer} not null,
    updated_at \${integer} not null,
    unique (tenant_id, external_id)
  ) \${tableEnd}\`,
`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  "location.deleted": locationContext,\n`,
    source: `  "season.created": seasonContext,
  "season.updated": seasonContext,
  "season.deleted": seasonContext,
`,
  },
  {
    file: "shared/reaction/event.ts",
    after: "const locationContext = z.object({ locationId: locationIdSchema });\n",
    source: "const seasonContext = z.object({ seasonId: seasonIdSchema });\n",
  },
  {
    file: "shared/reaction/event.ts",
    after: "  allocationIdSchema,\n",
    source: "  seasonIdSchema,\n",
  },
  {
    file: "sync-server/writes.ts",
    after: `import { createTenant } from "./access/create-tenant.ts";\n`,
    source: `import { createSeason, deleteSeason, updateSeason } from "./organisation/seasons.ts";\n`,
  },
  {
    file: "sync-server/writes.ts",
    after: "const table = {\n",
    source: "  createSeason,\n  deleteSeason,\n  updateSeason,\n",
  },
  {
    file: "sync-server/write-events.ts",
    after: "const table = {\n",
    source: `  createSeason: { records: ["season.created"] },
  deleteSeason: { records: ["season.deleted"] },
  updateSeason: { records: ["season.updated"] },
`,
  },
  {
    file: "sync-server/http/routes/v3/register.ts",
    after: `import { addGate } from "./gate.ts";\n`,
    source: `import { seasons } from "./organisation/seasons.ts";\n`,
  },
  {
    file: "sync-server/http/routes/v3/register.ts",
    after: "  locations,\n",
    source: "  seasons,\n",
  },
  {
    file: "shared/api/access/scopes.ts",
    after: `    "benefit-definitions",\n`,
    source: `    "seasons",\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `await post("/locations", { name: "Sample", external_id: "SAMPLE" });\n`,
    source: `  const season = await post("/seasons", { name: "Sample", external_id: "SAMPLE" });\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "  const samples = {\n",
    source: "    seasonId: season.id,\n",
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "const SAMPLES = [\n",
    source: `  ["/seasons", "seasonId"],\n`,
  },
];
