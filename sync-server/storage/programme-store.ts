import { z } from "zod";
import { pointDefinitionSchema } from "#shared/incentive/point.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import { rewardDefinitionSchema } from "#shared/incentive/reward.ts";
import { readPolicy } from "./settings-store.ts";
import type { ReadDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/**
 * The version of all that a tenant has defined and set: the database gives it anew with every change.
 * Null before the first.
 */
export const readProgrammeVersion = async (deps: ReadDeps): Promise<string | null> => {
  const [row] = await selectVersion(deps, [deps.tenantId]);
  return row?.version ?? null;
};

const selectVersion = statement<{ readonly version: string }>(
  "select version from programmes where tenant_id = ?",
);

/** Definitions, deleted ones too, and the policy: all that decisions read besides an account. */
export const readProgramme = async (deps: ReadDeps): Promise<Programme> => {
  const rewards = await selectRewards(deps, [deps.tenantId]);
  const points = await selectPoints(deps, [deps.tenantId]);
  return {
    rewardDefinitions: rewards.map((row) => rewardDefinitionSchema.parse(definitionOf(row))),
    pointDefinitions: points.map((row) => pointDefinitionSchema.parse(definitionOf(row))),
    policy: await readPolicy(deps),
  };
};

type DefinitionRow = { readonly id: number; readonly version: number; readonly body: string };

const definitionOf = ({ id, version, body }: DefinitionRow): Readonly<Record<string, unknown>> => ({
  ...bodySchema.parse(JSON.parse(body)),
  id,
  version,
});

const bodySchema = z.record(z.string(), z.unknown());

const selectFrom = (table: string) =>
  statement<DefinitionRow>(
    `select id, version, body from ${table} where tenant_id = ? order by id`,
  );

const selectRewards = selectFrom("reward_definitions");
const selectPoints = selectFrom("point_definitions");
