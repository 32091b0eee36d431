import type { TierAssignment } from "#shared/incentive/tiers/tier-facts.ts";
import type { CommandId, DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement, statement } from "#sync-server/storage/statement.ts";

/** Adds a tier that staff gave to a profile. */
export const appendTierAssignment = async (
  deps: WriteDeps,
  {
    commandId,
    profileId,
    at,
    definitionId,
  }: TierAssignment & {
    readonly commandId: CommandId;
    readonly profileId: ProfileId;
  },
): Promise<void> => {
  await insert(deps, [deps.tenantId, commandId, profileId, definitionId, at]);
};

const insert = statement(
  `insert into tier_assignments (tenant_id, command_id, profile_id, definition_id, assigned_at)
   values (?, ?, ?, ?, ?)`,
);

/** The tiers that staff gave to profiles, in the order given. */
export const readTierAssignments = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly (TierAssignment & { readonly profileId: ProfileId })[]> => {
  if (profileIds.length === 0) return [];
  const rows = await select(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return rows.map(({ profile_id, definition_id, assigned_at }) => ({
    profileId: profile_id,
    definitionId: definition_id,
    at: assigned_at,
  }));
};

type AssignmentRow = {
  readonly profile_id: ProfileId;
  readonly definition_id: DefinitionId;
  readonly assigned_at: Instant;
};

const select = rowsStatement<AssignmentRow>(
  (count) =>
    `select profile_id, definition_id, assigned_at from tier_assignments
     where tenant_id = ? and profile_id in (${placeholders(count)})
     order by profile_id, assigned_at, command_id`,
);
