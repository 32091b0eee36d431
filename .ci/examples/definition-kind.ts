import type { Insertion } from "#ci/house-copy.ts";

/**
 * What the worked example "add a definition kind" puts into files that are there: benefits, given in
 * kind and used so many times. The new files are beside this one, in `definition-kind/`.
 */
export const definitionKind: readonly Insertion[] = [
  {
    file: "shared/incentive/definition.ts",
    after: `import { namesOf } from "#shared/kernel/object.ts";\n`,
    source: `import { type BenefitDefinition, benefitDefinitionSchema, benefitRules } from "./benefit.ts";\n`,
  },
  {
    file: "shared/incentive/definition.ts",
    after: "export type Definitions = {\n",
    source: "  readonly benefit: BenefitDefinition;\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: "  point: pointDefinitionSchema,\n",
    source: "  benefit: benefitDefinitionSchema,\n",
  },
  {
    file: "shared/incentive/definition.ts",
    after: "{ reward: rewardRules, point: pointRules",
    source: ", benefit: benefitRules",
  },
  {
    file: "shared/incentive/definition.ts",
    after: `point: ofKind(inOrder, "point")`,
    source: `, benefit: ofKind(inOrder, "benefit")`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  "point-definition.deleted": definitionContext,\n`,
    source: `  "benefit-definition.created": definitionContext,
  "benefit-definition.updated": definitionContext,
  "benefit-definition.deleted": definitionContext,
`,
  },
  {
    file: "shared/reaction/event.ts",
    after: `  point: "point-definition",\n`,
    source: `  benefit: "benefit-definition",\n`,
  },
  ...["create", "update", "delete"].map((verb) => ({
    file: "sync-server/write-events.ts",
    after: `  ${verb}Definition: { records: [`,
    source: `"benefit-definition.${verb}d", `,
  })),
  {
    file: "sync-server/http/routes/v3/definitions/definitions.ts",
    after: `import { pointDefinitionApi } from "#shared/api/point-definition.ts";\n`,
    source: `import { benefitDefinitionApi } from "#shared/api/benefit-definition.ts";\n`,
  },
  {
    file: "sync-server/http/routes/v3/definitions/definitions.ts",
    after: `  point: definitionRoutes("points", pointDefinitionApi),\n`,
    source: `  benefit: definitionRoutes("benefits", benefitDefinitionApi),\n`,
  },
  {
    file: "sync-server/http/routes/v3/definitions/definitions.test.ts",
    after: `  points: { name: "Points" },\n`,
    source: `  benefits: { name: "Alteration" },\n`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `await post("/points/definitions", { name: "Sample", handle: "sample" });\n`,
    source: `  const benefitDefinition = await post("/benefits/definitions", {
    name: "Sample",
    handle: "sample",
  });
`,
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: "    pointDefinitionId: pointDefinition.id,\n",
    source: "    benefitDefinitionId: benefitDefinition.id,\n",
  },
  {
    file: "sync-server/testing/v3-samples.ts",
    after: `  ["/points/definitions", "pointDefinitionId"],\n`,
    source: `  ["/benefits/definitions", "benefitDefinitionId"],\n`,
  },
];
