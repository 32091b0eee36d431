import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { USES } from "#shared/ledger/entry-kind.ts";
import { oneOf } from "#sync-server/storage/one-of.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";

/**
 * How many points of each definition a profile has spent and not got back, in hundredths. Reads its
 * whole chain ([L9]).
 */
export const readSpentPoints = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<ReadonlyMap<DefinitionId, number>> => {
  const rows = await select(deps, [deps.tenantId, profileId]);
  return new Map(rows.map(({ definition_id: id, spent }) => [id, spent]));
};

type SpentRow = { readonly definition_id: DefinitionId; readonly spent: number };

const select = statement<SpentRow>(
  `select definition_id, cast(-sum(amount) as bigint) as spent
   from ledger_entries
   where tenant_id = ? and profile_id = ? and unit = 'point'
     and (${oneOf("kind", USES)} or (kind = 'issue' and source_type = 'redemption'))
   group by definition_id`,
);
