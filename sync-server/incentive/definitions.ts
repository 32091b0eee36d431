import type { PointDefinition } from "#shared/incentive/point.ts";
import type { RewardDefinition } from "#shared/incentive/reward.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { PeriodType } from "#shared/kernel/time.ts";
import { touchConfig } from "#sync-server/storage/config-feed.ts";
import {
  appendDefinition,
  countOpenLots,
  markDefinitionDeleted,
  pointDefinitions,
  rewardDefinitions,
  updateDefinition,
} from "#sync-server/storage/definition-store.ts";
import type { ExtraFields } from "#sync-server/storage/json-column.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { findDefinition } from "./find-definition.ts";

/** Why a definition is not written, in order of precedence. */
export type DefinitionRefusal =
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "handle_taken" }
  /** A handle is given once, for good (DOMAIN §1.2). */
  | { readonly reason: "handle_immutable" }
  | { readonly reason: "value_over_max" }
  | { readonly reason: "period_too_long"; readonly max: number; readonly of: string }
  /** Something that it has issued is still held. */
  | { readonly reason: "in_use"; readonly openLots: number };

type Written = Result<{ readonly id: DefinitionId }, DefinitionRefusal>;
type Body<D> = Omit<D, "id" | "version">;
type Changes<D> = { readonly [K in keyof Body<D>]?: Body<D>[K] | undefined };

export type NewDefinition<D> = { readonly body: Body<D>; readonly extra: ExtraFields };
export type DefinitionChange<D> = {
  readonly id: DefinitionId;
  /** What is undefined stays. */
  readonly changes: Changes<D>;
  /** Laid over what is there, field by field. */
  readonly extra: ExtraFields;
};
export type NamedDefinition = { readonly id: DefinitionId };

/** Makes a reward definition and says so to every device. */
export const createRewardDefinition = async (
  deps: WriteDeps,
  input: NewDefinition<RewardDefinition>,
): Promise<Written> => {
  const { body, extra } = input;
  if (await rewardDefinitions.findByHandle(deps, body.handle))
    return err({ reason: "handle_taken" });
  if (isOverMax(body)) return err({ reason: "value_over_max" });
  const tooLong = periodTooLong(body.period, body.periodType);
  if (tooLong) return err(tooLong);
  const id = await appendDefinition(deps, "reward", body, extra);
  await touchConfig(deps, { kind: "reward_definition", key: id });
  return ok({ id });
};

/** Changes a reward definition into its next version; no reward that exists changes with it ([W3]). */
export const updateRewardDefinition = async (
  deps: WriteDeps,
  input: DefinitionChange<RewardDefinition>,
): Promise<Written> => {
  const found = await findDefinition(deps, rewardDefinitions, input);
  if (!found) return err({ reason: "definition_unknown" });
  const { id, version, ...before } = found.definition;
  const body = { ...before, ...definedFields(input.changes) };
  if (body.handle !== before.handle) return err({ reason: "handle_immutable" });
  if (isOverMax(body)) return err({ reason: "value_over_max" });
  const tooLong = periodTooLong(body.period, body.periodType);
  if (tooLong) return err(tooLong);
  const extra = { ...found.extra, ...input.extra };
  await updateDefinition(deps, "reward", { id, version: version + 1, body, extra });
  await touchConfig(deps, { kind: "reward_definition", key: id });
  return ok({ id });
};

/**
 * Takes a reward definition out of use. Devices keep it, because entries name it, in a last version
 * by which nothing is issued.
 */
export const deleteRewardDefinition = async (
  deps: WriteDeps,
  input: NamedDefinition,
): Promise<Written> => {
  const retired = { isAssignable: false, isPublished: false };
  const openLots = await countOpenLots(deps, "reward", input.id);
  if (openLots > 0) return err({ reason: "in_use", openLots });
  const updated = await updateRewardDefinition(deps, { ...input, changes: retired, extra: {} });
  if (updated.ok) await markDefinitionDeleted(deps, "reward", input.id);
  return updated;
};

/** Makes a point definition and says so to every device. */
export const createPointDefinition = async (
  deps: WriteDeps,
  input: NewDefinition<PointDefinition>,
): Promise<Written> => {
  const { body, extra } = input;
  if (await pointDefinitions.findByHandle(deps, body.handle))
    return err({ reason: "handle_taken" });
  const id = await appendDefinition(deps, "point", body, extra);
  await touchConfig(deps, { kind: "point_definition", key: id });
  return ok({ id });
};

/** Changes a point definition into its next version; transactions keep the one that decided them ([P5]). */
export const updatePointDefinition = async (
  deps: WriteDeps,
  input: DefinitionChange<PointDefinition>,
): Promise<Written> => {
  const found = await findDefinition(deps, pointDefinitions, input);
  if (!found) return err({ reason: "definition_unknown" });
  const { id, version, ...before } = found.definition;
  const body = { ...before, ...definedFields(input.changes) };
  if (body.handle !== before.handle) return err({ reason: "handle_immutable" });
  const tooLong = periodTooLong(body.expiryPeriod, body.expiryPeriodType);
  if (tooLong) return err(tooLong);
  const extra = { ...found.extra, ...input.extra };
  await updateDefinition(deps, "point", { id, version: version + 1, body, extra });
  await touchConfig(deps, { kind: "point_definition", key: id });
  return ok({ id });
};

/** Takes a point definition out of use, in a last version by which no transaction earns. */
export const deletePointDefinition = async (
  deps: WriteDeps,
  input: NamedDefinition,
): Promise<Written> => {
  const openLots = await countOpenLots(deps, "point", input.id);
  if (openLots > 0) return err({ reason: "in_use", openLots });
  const changes = { earnRateMilli: 0 };
  const updated = await updatePointDefinition(deps, { ...input, changes, extra: {} });
  if (updated.ok) await markDefinitionDeleted(deps, "point", input.id);
  return updated;
};

/** [W1] */
const isOverMax = ({ valueCents, maxValueCents }: Body<RewardDefinition>): boolean =>
  maxValueCents !== null && valueCents > maxValueCents;

/** About a century of each: an expiry beyond what a calendar holds could not be told. */
const PERIOD_MAX: Readonly<Record<PeriodType, number>> = {
  days: 10_000,
  weeks: 5_000,
  months: 1_200,
  years: 100,
  absolute_date: 10_000,
  absolute_week: 10_000,
  absolute_month: 10_000,
};

const periodTooLong = (period: number | null, of: PeriodType) => {
  const max = PERIOD_MAX[of];
  return period !== null && period > max ? ({ reason: "period_too_long", max, of } as const) : null;
};
