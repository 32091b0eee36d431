import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a definition kind" puts into files that are there: vouchers, given
 * in kind and used a number of times. The new files are beside this one, in `definition-kind/`.
 */
export const definitionKind: readonly Insertion[] = [
  {
    file: "shared/incentive/definition.ts",
    after: `import { namesOf } from "#shared/kernel/object.ts";\n`,
    source: `import { type VoucherDefinition, voucherDefinitionSchema, voucherRules } from "./voucher.ts";\n`,
  },
  {
    file: "shared/incentive/definition.ts",
    after: "export type Definitions = {\n",
    source: "  readonly voucher: VoucherDefinition;\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: "  point: pointDefinitionSchema,\n",
    source: "  voucher: voucherDefinitionSchema,\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: "    point: pointRules,\n",
    source: "    voucher: voucherRules,\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: `point: ofKind(inOrder, "point")`,
    source: `, voucher: ofKind(inOrder, "voucher")`,
  },
  {
    file: "shared/incentive/named-definitions.ts",
    after: "  point: () => [],\n",
    source: "  voucher: () => [],\n",
  },
  {
    file: "shared/reaction/event.ts",
    after: `  "point-definition.deleted": definitionContext,\n`,
    source: `  "voucher-definition.created": definitionContext,
  "voucher-definition.updated": definitionContext,
  "voucher-definition.deleted": definitionContext,
`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  point: "point-definition",\n`,
    source: `  voucher: "voucher-definition",\n`,
  },
  ...["create", "update", "delete"].map((verb) => ({
    file: "sync-server/write-events.ts",
    after: `  ${verb}Definition: { records: [`,
    source: `"voucher-definition.${verb}d", `,
  })),
  {
    file: "shared/api/access/scopes.ts",
    after: `    "users",\n`,
    source: `    "voucher-definitions",\n`,
  },
  {
    file: "sync-server/http/routes/v3/incentive/definitions.ts",
    after: `import { pointDefinitionApi } from "#shared/api/incentive/points/point-definition.ts";\n`,
    source: `import { voucherDefinitionApi } from "#shared/api/incentive/voucher-definition.ts";\n`,
  },
  {
    file: "sync-server/http/routes/v3/incentive/definitions.ts",
    after: `  point: definitionRoutes("points", pointDefinitionApi),\n`,
    source: `  voucher: definitionRoutes("vouchers", voucherDefinitionApi),\n`,
  },
  {
    file: "sync-server/http/routes/v3/incentive/definitions.test.ts",
    after: `  points: { name: "Points" },\n`,
    source: `  vouchers: { name: "Alteration" },\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `await post("/points/definitions", { name: "Sample", handle: "sample" });\n`,
    source: `  const voucherDefinition = await post("/vouchers/definitions", {
    name: "Sample",
    handle: "sample",
  });
`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "    pointDefinitionId: pointDefinition.id,\n",
    source: "    voucherDefinitionId: voucherDefinition.id,\n",
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `  ["/points/definitions", "pointDefinitionId"],\n`,
    source: `  ["/vouchers/definitions", "voucherDefinitionId"],\n`,
  },
];
