import { z } from "zod";
import { POINT_USES } from "#shared/incentive/point.ts";
import { tierDayOf } from "#shared/incentive/tier-facts.ts";
import type { TierPointReason } from "#shared/incentive/tier-point.ts";
import {
  type CommandId,
  commandIdSchema,
  type DefinitionId,
  type ProfileId,
  type TierPointId,
  tierPointIdSchema,
} from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import {
  deleteTierPoint,
  insertTierPoint,
  readTierPoint,
} from "#sync-server/storage/tier-point-store.ts";
import type { TierPointRecord } from "#sync-server/storage/tier-point-table.ts";
import { findDefinitionToIssue } from "./find-definition.ts";
import { programmeOf } from "./load-programme.ts";
import { meterManualIssue } from "./meter-manual-issue.ts";
import { addToTierDays } from "./move-tier-points.ts";

/** Tier points to give or take by hand. */
export type NewTierPoint = {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  /** In hundredths; negative to take some. */
  readonly points: number;
  /** Null: now. */
  readonly accruedAt: Instant | null;
  readonly reason: TierPointReason;
  readonly reference: string;
  readonly extra: ExtraFields;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why no tier points are given or taken, in order of precedence. */
export type TierPointRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  /** There is no such definition of tier points in use. */
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "in_the_future" }
  | TooManyAnHour;

const createdSchema = z.object({ id: tierPointIdSchema });
type Created = z.infer<typeof createdSchema>;

/**
 * Gives or takes tier points by hand, with a reason ([T12]). They count on the day on which they
 * accrued, as those of a sale or return of that day do. The same request under the same key gets
 * the first answer.
 */
export const createTierPoint = (
  deps: WriteDeps,
  input: NewTierPoint,
): Promise<Result<Created, TierPointRefusal>> =>
  answerOnce(deps, input, { kind: "create_tier_point", schema: createdSchema }, createNow);

const createNow = async (
  deps: WriteDeps,
  { commandId: _key, accruedAt, ...given }: NewTierPoint,
  commandId: CommandId,
): Promise<Result<Created, TierPointRefusal>> => {
  const locked = await lockAccount(deps, given.profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const found = await findDefinitionToIssue(deps, "point", { id: given.definitionId });
  if (!found || POINT_USES[found.definition.use].areHeldInLots) {
    return err({ reason: "definition_unknown" });
  }
  if (accruedAt !== null && accruedAt > deps.now) return err({ reason: "in_the_future" });
  const metered = await meterManualIssue(deps, locked, commandId);
  if (!metered.ok) return metered;
  const point = await insertTierPoint(deps, { ...given, accruedAt: accruedAt ?? deps.now });
  await count(deps, locked, point, { kind: "tier-point.created", commandId });
  return ok({ id: point.id });
};

/** Deletes tier points that were given or taken by hand: from now on they have never counted. */
export const removeTierPoint = async (
  deps: WriteDeps,
  { id }: { readonly id: TierPointId },
): Promise<Result<null, { readonly reason: "tier_point_unknown" }>> => {
  const point = await readTierPoint(deps, id);
  const locked = point && (await lockAccount(deps, point.profileId));
  if (!locked || !(await deleteTierPoint(deps, id))) return err({ reason: "tier_point_unknown" });
  const commandId = commandIdSchema.parse(deps.newId());
  await count(deps, locked, point, { kind: "tier-point.deleted", commandId });
  return ok(null);
};

/** Adds tier points to their day, or takes them from it, and records what that does to tiers. */
const count = async (
  deps: WriteDeps,
  locked: LockedAccount,
  { id, profileId, definitionId, points, accruedAt, reason }: TierPointRecord,
  change: {
    readonly kind: keyof typeof SIGNS;
    readonly commandId: CommandId;
  },
): Promise<void> => {
  const context = { tierPointId: id, definitionId, points, accruedAt, reason };
  deps.happened({ ...change, profileId, context });
  const zone = await readTenantZone(deps);
  const sign = SIGNS[change.kind];
  const day = { ...tierDayOf({ at: accruedAt, points, sign }, zone), definitionId };
  const programme = await programmeOf(deps, locked.programmeVersion);
  await addToTierDays(deps, programme, { locked, commandId: change.commandId, days: [day], zone });
};

/** Whether the points are added to their day or taken from it. */
const SIGNS = { "tier-point.created": 1, "tier-point.deleted": -1 } as const;
