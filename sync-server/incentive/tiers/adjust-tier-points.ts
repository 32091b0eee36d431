import { z } from "zod";
import { POINT_USES } from "#shared/incentive/points/point.ts";
import { sumTierDays, tierDayOf } from "#shared/incentive/tiers/tier-facts.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { isSameJson } from "#shared/kernel/canonical.ts";
import {
  type CommandId,
  commandIdSchema,
  type DefinitionId,
  type ProfileId,
  type TierPointId,
  tierPointIdSchema,
} from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { DAY_MS, type Instant } from "#shared/kernel/time.ts";
import type { DoneByHand, HandReason } from "#shared/ledger/by-hand.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionToIssue } from "#sync-server/incentive/find-definition.ts";
import { meterManualIssue } from "#sync-server/incentive/meter-manual-issue.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import {
  deleteTierPoint,
  insertTierPoint,
  readTierPoint,
  updateTierPoint,
} from "#sync-server/storage/incentive/tiers/tier-point-store.ts";
import type { TierPointRecord } from "#sync-server/storage/incentive/tiers/tier-point-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { addToTierDays } from "./move-tier-points.ts";

/** Tier points to give or take by hand. */
export type NewTierPoint = Pick<DoneByHand, "staff"> & {
  readonly profileId: ProfileId;
  readonly definitionId: DefinitionId;
  /** In hundredths; negative to take some. */
  readonly points: number;
  /** Null: now. */
  readonly accruedAt: Instant | null;
  /** When they begin to count; null: when they accrued. */
  readonly issuedAt: Instant | null;
  /** Why, and the case that says more; null if nobody says. */
  readonly reason: HandReason | null;
  readonly reference: string | null;
  readonly extra: ExtraFields;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why no tier points are given or taken, in order of precedence. */
export type TierPointRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | StaffUnknown
  /** There is no such definition of tier points in use. */
  | { readonly reason: "definition_unknown" }
  | TimesRefusal
  | TooManyAnHour;

type TimesRefusal =
  | { readonly reason: "in_the_future" }
  | { readonly reason: "issued_before_accrued" }
  | { readonly reason: "issued_too_late"; readonly years: number };

const createdSchema = z.object({ id: tierPointIdSchema });
type Created = z.infer<typeof createdSchema>;

/**
 * Gives or takes tier points by hand, perhaps with a reason ([T12]). They count from the day on
 * which they are issued, as those of a sale or return of that day do. The same request under the
 * same key gets the first answer.
 */
export const createTierPoint = (
  deps: WriteDeps,
  input: NewTierPoint,
): Promise<Result<Created, TierPointRefusal>> =>
  answerOnce(deps, input, { kind: "create_tier_point", schema: createdSchema }, createNow);

const createNow = async (
  deps: WriteDeps,
  { commandId: _key, staff: named, accruedAt, issuedAt, ...given }: NewTierPoint,
  commandId: CommandId,
): Promise<Result<Created, TierPointRefusal>> => {
  const locked = await lockAccount(deps, given.profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const staff = await staffNamed(deps, named);
  if (!staff.ok) return staff;
  const found = await findDefinitionToIssue(deps, "point", { id: given.definitionId });
  if (!found || POINT_USES[found.definition.use].areHeldInLots) {
    return err({ reason: "definition_unknown" });
  }
  const times = timesOf({ accruedAt: accruedAt ?? deps.now, issuedAt }, deps.now);
  if (!times.ok) return times;
  const metered = await meterManualIssue(deps, locked, commandId, staff.value);
  if (!metered.ok) return metered;
  const point = await insertTierPoint(deps, { ...given, ...times.value });
  await record(deps, locked, { kind: "tier-point.created", commandId }, null, point);
  return ok({ id: point.id });
};

/** When tier points count, or why they can't: from when they accrued, unless later. */
const timesOf = (
  { accruedAt, issuedAt }: { readonly accruedAt: Instant; readonly issuedAt: Instant | null },
  now: Instant,
): Result<{ readonly accruedAt: Instant; readonly issuedAt: Instant }, TimesRefusal> => {
  if (accruedAt > now) return err({ reason: "in_the_future" });
  if (issuedAt === null) return ok({ accruedAt, issuedAt: accruedAt });
  if (issuedAt < accruedAt) return err({ reason: "issued_before_accrued" });
  return issuedAt - accruedAt > DELAY_MAX_MS
    ? err({ reason: "issued_too_late", years: DELAY_MAX_YEARS })
    : ok({ accruedAt, issuedAt });
};

const DELAY_MAX_YEARS = 10;
const DELAY_MAX_MS = DELAY_MAX_YEARS * 366 * DAY_MS;

/** A change to tier points that were given or taken by hand. */
export type TierPointChange = Pick<DoneByHand, "staff"> & {
  readonly id: TierPointId;
  /** In hundredths; undefined: as it is. */
  readonly points?: number | undefined;
  /** Null: as it is. */
  readonly accruedAt: Instant | null;
  readonly issuedAt: Instant | null;
  readonly reason?: HandReason | null | undefined;
  readonly reference?: string | null | undefined;
  readonly extra: ExtraFields;
};

/** Why they can't be changed, in order of precedence. */
export type ChangeTierPointRefusal = TierPointUnknown | StaffUnknown | TimesRefusal | TooManyAnHour;

/**
 * Changes tier points that were given or taken by hand: from now on they count as they are, and
 * have never counted otherwise ([T12]). A changed number counts as another issue by hand ([H1]).
 */
export const changeTierPoint = async (
  deps: WriteDeps,
  { id, staff: named, accruedAt, issuedAt, extra, ...changes }: TierPointChange,
): Promise<Result<Created, ChangeTierPointRefusal>> => {
  const locked = await lockHolder(deps, id);
  // Read again, because another change may have been made before the lock.
  const before = locked && (await readTierPoint(deps, id));
  if (!before) return err({ reason: "tier_point_unknown" });
  const staff = await staffNamed(deps, named);
  if (!staff.ok) return staff;
  const delayedTo = before.issuedAt > before.accruedAt ? before.issuedAt : null;
  const asked = { accruedAt: accruedAt ?? before.accruedAt, issuedAt: issuedAt ?? delayedTo };
  const times = timesOf(asked, deps.now);
  if (!times.ok) return times;
  const after = {
    ...{ ...before, ...definedFields(changes), ...times.value },
    extra: { ...before.extra, ...extra },
  };
  if (isSameJson(after, before)) return ok({ id });
  const commandId = commandIdSchema.parse(deps.newId());
  if (after.points !== before.points) {
    const metered = await meterManualIssue(deps, locked, commandId, staff.value);
    if (!metered.ok) return metered;
  }
  await updateTierPoint(deps, after);
  await record(deps, locked, { kind: "tier-point.updated", commandId }, before, after);
  return ok({ id });
};

/** Deletes tier points that were given or taken by hand: from now on they have never counted. */
export const removeTierPoint = async (
  deps: WriteDeps,
  { id }: { readonly id: TierPointId },
): Promise<Result<null, TierPointUnknown>> => {
  const locked = await lockHolder(deps, id);
  const point = locked && (await readTierPoint(deps, id));
  if (!point || !(await deleteTierPoint(deps, id))) return err({ reason: "tier_point_unknown" });
  const commandId = commandIdSchema.parse(deps.newId());
  await record(deps, locked, { kind: "tier-point.deleted", commandId }, point, null);
  return ok(null);
};

type TierPointUnknown = { readonly reason: "tier_point_unknown" };

/**
 * Locks the account that tier points belong to; null if there are none with this number, or their
 * profile was deleted.
 */
const lockHolder = async (deps: WriteDeps, id: TierPointId): Promise<LockedAccount | null> => {
  const point = await readTierPoint(deps, id);
  const locked = point && (await lockAccount(deps, point.profileId));
  return locked && isLiving(locked.profileType) ? locked : null;
};

/**
 * Takes tier points from the day on which they counted, adds them to that on which they count, and
 * records what that does to tiers.
 */
const record = async (
  deps: WriteDeps,
  locked: LockedAccount,
  change: {
    readonly kind: `tier-point.${"created" | "updated" | "deleted"}`;
    readonly commandId: CommandId;
  },
  before: TierPointRecord | null,
  after: TierPointRecord | null,
): Promise<void> => {
  const shown = assertDefined(after ?? before, "a change is from or to something");
  const { id, profileId, definitionId, points, accruedAt, issuedAt, reason } = shown;
  const context = { tierPointId: id, definitionId, points, accruedAt, issuedAt, reason };
  deps.happened({ ...change, profileId, context });
  const zone = await readTenantZone(deps);
  const dayOf = (point: TierPointRecord | null, sign: 1 | -1) =>
    point ? [tierDayOf({ at: point.issuedAt, points: point.points, sign }, zone)] : [];
  const days = sumTierDays([...dayOf(before, -1), ...dayOf(after, 1)]).map((day) => ({
    ...{ ...day, definitionId },
  }));
  const programme = await programmeOf(deps, locked.programmeVersion);
  const { commandId } = change;
  await addToTierDays(deps, programme, { locked, commandId, transactionId: null, days, zone });
};
