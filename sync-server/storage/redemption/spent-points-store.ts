import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { REDEMPTION_KINDS } from "#shared/ledger/entry-kind.ts";
import { oneOf } from "#sync-server/storage/one-of.ts";
import { readChainIds } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement } from "#sync-server/storage/statement.ts";

/**
 * How many points of each definition a profile has spent and not got back, in hundredths. Reads its
 * whole chain ([L9]).
 */
export const readSpentPoints = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<ReadonlyMap<DefinitionId, number>> => {
  const chains = await readChainIds(deps, profileId);
  const rows = await select(deps, chains.length, [deps.tenantId, ...chains]);
  return new Map(rows.map(({ definition_id: id, spent }) => [id, spent]));
};

type SpentRow = { readonly definition_id: DefinitionId; readonly spent: number };

const select = rowsStatement<SpentRow>(
  (chains) => `select definition_id, cast(-sum(amount) as bigint) as spent
   from ledger_entries
   where tenant_id = ? and profile_id in (${placeholders(chains)}) and unit = 'point'
     and (${oneOf("kind", REDEMPTION_KINDS)} or (kind = 'issue' and source_type = 'redemption'))
   group by definition_id`,
);
