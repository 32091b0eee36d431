import { groupDefinitions } from "#shared/incentive/definition.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { readPolicy } from "#sync-server/storage/organisation/settings-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { readAllDefinitions } from "./definition-store.ts";

/**
 * The version of everything that a tenant has defined and set. Triggers change it on every update,
 * whatever the source (migration 0001). Null until something is defined.
 */
export const readProgrammeVersion = async (deps: ReadDeps): Promise<string | null> => {
  const [row] = await selectVersion(deps, [deps.tenantId]);
  return row?.version ?? null;
};

const selectVersion = statement<{ readonly version: string }>(
  "select version from programmes where tenant_id = ?",
);

/**
 * Definitions, including deleted ones, and the policy: everything decisions read besides an
 * account.
 */
export const readProgramme = async (deps: ReadDeps): Promise<Programme> => ({
  definitions: groupDefinitions(await readAllDefinitions(deps)),
  policy: await readPolicy(deps),
});
