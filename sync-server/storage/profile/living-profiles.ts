import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { notLivingTypes } from "#shared/profile/profile-type.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";

/** As the index of living profiles has it. */
const LIVING = notLivingTypes.map((type) => `profile_type <> '${type}'`).join(" and ");

/** The next living profiles by id, with an account or without. */
export const readLivingIdsAfter = async (
  deps: ReadDeps,
  afterProfileId: ProfileId | null,
  limit: number,
): Promise<readonly ProfileId[]> => {
  const rows = await selectIds(deps, [deps.tenantId, afterProfileId ?? "", limit]);
  return rows.map(({ id }) => id);
};

const selectIds = statement<{ readonly id: ProfileId }>(
  `select id from profiles where tenant_id = ? and ${LIVING} and id > ? order by id limit ?`,
);

/** How many living profiles there are. */
export const countLivingProfiles = async (deps: ReadDeps): Promise<number> => {
  const [row] = await countIds(deps, [deps.tenantId]);
  return Number(row?.total ?? 0);
};

const countIds = statement<{ readonly total: number | string }>(
  `select count(*) as total from profiles where tenant_id = ? and ${LIVING}`,
);

/** Some living profiles that a staff member looks after (clienteling/SPEC.md [X30]). */
export const readProfilesOfAssociate = async (
  deps: ReadDeps,
  id: StaffId,
  limit: number,
): Promise<readonly ProfileId[]> =>
  (await selectByAssociate(deps, [deps.tenantId, id, limit])).map((row) => row.id);

const selectByAssociate = statement<{ readonly id: ProfileId }>(
  `select id from profiles where tenant_id = ? and associate_id = ? and ${LIVING}
   order by id limit ?`,
);
