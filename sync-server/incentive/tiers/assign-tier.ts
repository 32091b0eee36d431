import { z } from "zod";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isForRegion } from "#shared/organisation/region.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionToIssue } from "#sync-server/incentive/find-definition.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { appendTierAssignment } from "#sync-server/storage/incentive/tiers/tier-assignment-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { recordTiers } from "./record-tiers.ts";

/** Why a tier can't be given, in order of precedence. */
export type AssignTierRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  /** There is none with this handle, or not in the profile's region. */
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "not_assignable" };

const assignedSchema = z.object({ profileId: z.string() });

type Assigned = Result<z.infer<typeof assignedSchema>, AssignTierRefusal>;

/**
 * Gives a tier by hand (DOMAIN §7.8, [T6]). It lasts until its anniversary like any other, and
 * gives way at once to a higher one that is earned.
 */
export const assignTier = (deps: WriteDeps, input: AssignTier): Promise<Assigned> =>
  answerOnce(deps, input, { kind: "assign_tier", schema: assignedSchema }, assignNow);

type AssignTier = {
  readonly profileId: ProfileId;
  readonly handle: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

const assignNow = async (
  deps: WriteDeps,
  { profileId, handle }: AssignTier,
  commandId: CommandId,
): Promise<Assigned> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const definition = (await findDefinitionToIssue(deps, "tier", { handle }))?.definition;
  const { region } = locked;
  if (!definition || !isForRegion(definition, region)) {
    return err({ reason: "definition_unknown" });
  }
  if (!definition.isAssignable) return err({ reason: "not_assignable" });
  const assignment = { commandId, profileId, at: deps.now, definitionId: definition.id };
  await appendTierAssignment(deps, assignment);
  const programme = await programmeOf(deps, locked.programmeVersion);
  const change = {
    locked,
    commandId,
    transactionId: null,
    moved: new Set<never>(),
    movedFrom: null,
  };
  await recordTiers(deps, programme, change);
  return ok({ profileId });
};
