import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a definition kind" puts into files that are there: treats, given
 * in kind and used a number of times. The new files are beside this one, in `definition-kind/`.
 */
export const definitionKind: readonly Insertion[] = [
  {
    file: "shared/incentive/definition.ts",
    after: `import { namesOf } from "#shared/kernel/object.ts";\n`,
    source: `import { type TreatDefinition, treatDefinitionSchema, treatRules } from "./treat.ts";\n`,
  },
  {
    file: "shared/incentive/definition.ts",
    after: "export type Definitions = {\n",
    source: "  readonly treat: TreatDefinition;\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: "  point: pointDefinitionSchema,\n",
    source: "  treat: treatDefinitionSchema,\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: "    point: pointRules,\n",
    source: "    treat: treatRules,\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: `point: ofKind(inOrder, "point")`,
    source: `, treat: ofKind(inOrder, "treat")`,
  },
  {
    file: "shared/incentive/definition.ts",
    after: "  point: null,\n",
    source: "  treat: null,\n",
  },
  {
    file: "shared/incentive/named-definitions.ts",
    after: "  point: () => [],\n",
    source: "  treat: () => [],\n",
  },
  {
    file: "shared/reaction/event.ts",
    after: `  "point-definition.deleted": definitionContext,\n`,
    source: `  "treat-definition.created": definitionContext,
  "treat-definition.updated": definitionContext,
  "treat-definition.deleted": definitionContext,
`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  point: "point-definition",\n`,
    source: `  treat: "treat-definition",\n`,
  },
  ...["create", "update", "delete"].map((verb) => ({
    file: "sync-server/write-events.ts",
    after: `  ${verb}Definition: { records: [`,
    source: `"treat-definition.${verb}d", `,
  })),
  {
    file: "shared/api/access/scopes.ts",
    after: `    "users",\n`,
    source: `    "treat-definitions",\n`,
  },
  {
    file: "sync-server/http/routes/v3/incentive/definitions.ts",
    after: `import { pointDefinitionApi } from "#shared/api/incentive/points/point-definition.ts";\n`,
    source: `import { treatDefinitionApi } from "#shared/api/incentive/treat-definition.ts";\n`,
  },
  {
    file: "sync-server/http/routes/v3/incentive/definitions.ts",
    after: `  point: definitionRoutes("points", pointDefinitionApi),\n`,
    source: `  treat: definitionRoutes("treats", treatDefinitionApi),\n`,
  },
  {
    file: "sync-server/http/routes/v3/incentive/definitions.test.ts",
    after: `  points: { name: "Points" },\n`,
    source: `  treats: { name: "Alteration" },\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `await post("/points/definitions", { name: "Sample", handle: "sample" });\n`,
    source: `  const treatDefinition = await post("/treats/definitions", {
    name: "Sample",
    handle: "sample",
  });
`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "    pointDefinitionId: pointDefinition.id,\n",
    source: "    treatDefinitionId: treatDefinition.id,\n",
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `  ["/points/definitions", "pointDefinitionId"],\n`,
    source: `  ["/treats/definitions", "treatDefinitionId"],\n`,
  },
  {
    file: "sync-server/http/routes/v3/kept-fields.test.ts",
    after: "type Json = Readonly<Record<string, unknown>>;\n",
    source: `
const treatDefinition = (handle: string) => ({
  ...{ name: "Alteration", handle, description: "d", uses: 3, period: 30, period_type: "days" },
  ...{ is_published: false, notes: "n", tags: ["T"], meta: { a: 1 } },
});
`,
  },
  {
    file: "sync-server/http/routes/v3/kept-fields.test.ts",
    after: "  const writes: Readonly<Record<string, Write>> = {\n",
    source: `    "POST /treats/definitions": { body: treatDefinition("kept") },
    "PUT /treats/definitions/:id": { body: treatDefinition("sample") },
`,
  },
];
