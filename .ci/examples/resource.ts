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
export const supplierIdSchema = z.int().positive().brand<"SupplierId">();
`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: `import type { Generated, GeneratedAlways } from "kysely";\n`,
    source: `import type { supplierTable } from "./organisation/supplier-table.ts";\n`,
  },
  {
    file: "sync-server/storage/tables.ts",
    after: "  locations: RowOf<typeof locationTable>;\n",
    source: "  suppliers: RowOf<typeof supplierTable>;\n",
  },
  {
    file: "sync-server/storage/migrations/0001-first-tables.ts",
    after:
      "const tenants = ({ integer, identityColumn, bytewise, tableEnd }: Dialect): readonly string[] => [\n",
    source: `  \`create table suppliers (
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
    source: `  "supplier.created": supplierContext,
  "supplier.updated": supplierContext,
  "supplier.deleted": supplierContext,
`,
  },
  {
    file: "shared/reaction/event.ts",
    after: "const locationContext = z.object({ locationId: locationIdSchema });\n",
    source: "const supplierContext = z.object({ supplierId: supplierIdSchema });\n",
  },
  {
    file: "shared/reaction/event.ts",
    after: "  allocationIdSchema,\n",
    source: "  supplierIdSchema,\n",
  },
  {
    file: "sync-server/writes.ts",
    after: `import { createTenant } from "./access/create-tenant.ts";\n`,
    source: `import { createSupplier, deleteSupplier, updateSupplier } from "./organisation/suppliers.ts";\n`,
  },
  {
    file: "sync-server/writes.ts",
    after: "const table = {\n",
    source: "  createSupplier,\n  deleteSupplier,\n  updateSupplier,\n",
  },
  {
    file: "sync-server/write-events.ts",
    after: "const table = {\n",
    source: `  createSupplier: { records: ["supplier.created"] },
  deleteSupplier: { records: ["supplier.deleted"] },
  updateSupplier: { records: ["supplier.updated"] },
`,
  },
  {
    file: "sync-server/http/routes/v3/register.ts",
    after: `import { addGate } from "./gate.ts";\n`,
    source: `import { suppliers } from "./organisation/suppliers.ts";\n`,
  },
  {
    file: "sync-server/http/routes/v3/register.ts",
    after: "  locations,\n",
    source: "  suppliers,\n",
  },
  {
    file: "shared/api/access/scopes.ts",
    after: `    "benefit-definitions",\n`,
    source: `    "suppliers",\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `await post("/locations", { name: "Sample", external_id: "SAMPLE" });\n`,
    source: `  const supplier = await post("/suppliers", { name: "Sample", external_id: "SAMPLE" });\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "  const samples = {\n",
    source: "    supplierId: supplier.id,\n",
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "const SAMPLES = [\n",
    source: `  ["/suppliers", "supplierId"],\n`,
  },
  {
    file: "sync-server/write-events.test.ts",
    after: `    await store.write("deleteLocation", TEST_TENANT, { id });\n`,
    source: `    const mill = { name: "Mill", externalId: "MILL" };
    const supplier = await store.write("createSupplier", TEST_TENANT, mill);
    assert(supplier.ok, "a supplier");
    const { id: supplierId } = supplier.value;
    await store.write("updateSupplier", TEST_TENANT, { id: supplierId, changes: mill });
    await store.write("deleteSupplier", TEST_TENANT, { id: supplierId });
`,
  },
  {
    file: "sync-server/http/routes/v3/kept-fields.test.ts",
    after: "  const writes: Readonly<Record<string, Write>> = {\n",
    source: `    "POST /suppliers": { body: { name: "Mill", external_id: "MILL" } },
    "PUT /suppliers/:id": { body: { name: "Mill & Co", external_id: "SAMPLE" } },
`,
  },
];
