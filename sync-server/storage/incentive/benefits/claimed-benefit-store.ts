import type { ClaimedBenefit } from "#shared/incentive/benefits/claimed-benefit.ts";
import type { DefinitionId, LotId, ProfileId } from "#shared/kernel/ids.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement } from "#sync-server/storage/statement.ts";

/**
 * What these profiles have claimed, by definition, without what head office has deleted; profiles
 * that have claimed nothing are left out.
 */
export const readClaimedBenefits = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, readonly ClaimedBenefit[]>> => {
  if (profileIds.length === 0) return new Map();
  const rows = await selectClaimed(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return new Map(
    [...Map.groupBy(rows, (row) => row.profile_id)].map(([profileId, own]) => [
      profileId,
      [...Map.groupBy(own, (row) => row.definition_id)].map(([definitionId, lots]) => ({
        definitionId,
        openLots: lots.flatMap(({ open_lot }) => open_lot ?? []),
      })),
    ]),
  );
};

type ClaimedRow = {
  readonly profile_id: ProfileId;
  readonly definition_id: DefinitionId;
  readonly open_lot: LotId | null;
};

/** One row for all of a definition that are used up: somebody may claim one a day. */
const selectClaimed = rowsStatement<ClaimedRow>(
  (count) =>
    `select distinct profile_id, definition_id,
       case when remaining > 0 then lot_id end as open_lot
     from lots
     where tenant_id = ? and source_type = 'claim' and deleted_at is null
       and profile_id in (${placeholders(count)})
     order by profile_id, definition_id, open_lot`,
);
