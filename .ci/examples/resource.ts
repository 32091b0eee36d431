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
export const brandIdSchema = z.int().positive().brand<"BrandId">();
export type BrandId = z.infer<typeof brandIdSchema>;
`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: `import type { Generated } from "kysely";\n`,
    source: `import type { brandTable } from "./brand-table.ts";\n`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: "  locations: RowOf<typeof locationTable>;\n",
    source: "  brands: RowOf<typeof brandTable>;\n",
  },
  {
    file: "sync-server/storage/migrations/0001-first-tables.ts",
    after:
      "const tenants = ({ integer, identityColumn, tableEnd }: Dialect): readonly string[] => [\n",
    source: `  \`create table brands (
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
    source: `  "brand.created": brandContext,
  "brand.updated": brandContext,
  "brand.deleted": brandContext,
`,
  },
  {
    file: "shared/reaction/event.ts",
    after: "const locationContext = z.object({ locationId: locationIdSchema });\n",
    source: "const brandContext = z.object({ brandId: brandIdSchema });\n",
  },
  {
    file: "shared/reaction/event.ts",
    after: "  allocationIdSchema,\n",
    source: "  brandIdSchema,\n",
  },
  {
    file: "sync-server/writes.ts",
    after: `import { createTenant } from "./access/create-tenant.ts";\n`,
    source: `import { createBrand, deleteBrand, updateBrand } from "./clienteling/brands.ts";\n`,
  },
  {
    file: "sync-server/writes.ts",
    after: "const table = {\n",
    source: "  createBrand,\n  deleteBrand,\n  updateBrand,\n",
  },
  {
    file: "sync-server/write-events.ts",
    after: "export const writeEvents: { readonly [K in WriteName]: Declared } = {\n",
    source: `  createBrand: { records: ["brand.created"] },
  deleteBrand: { records: ["brand.deleted"] },
  updateBrand: { records: ["brand.updated"] },
`,
  },
  {
    file: "sync-server/http/routes/v3/register.ts",
    after: `import { addGate } from "./gate.ts";\n`,
    source: `import { brands } from "./places/brands.ts";\n`,
  },
  {
    file: "sync-server/http/routes/v3/register.ts",
    after: "  locations,\n",
    source: "  brands,\n",
  },
  {
    file: "shared/api/scopes.ts",
    after: `    "benefit-definitions",\n`,
    source: `    "brands",\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `await post("/locations", { name: "Sample", external_id: "SAMPLE" });\n`,
    source: `  const brand = await post("/brands", { name: "Sample", external_id: "SAMPLE" });\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "  const samples = {\n",
    source: "    brandId: brand.id,\n",
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "const SAMPLES = [\n",
    source: `  ["/brands", "brandId"],\n`,
  },
];
