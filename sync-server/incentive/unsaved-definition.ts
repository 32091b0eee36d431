import type { DefinitionBody } from "#shared/incentive/definition.ts";
import type { PointDefinition } from "#shared/incentive/points/point.ts";
import type { Rate } from "#shared/incentive/points/rate.ts";
import type { TierDefinition } from "#shared/incentive/tiers/tier.ts";
import { assertDefined, unreachable } from "#shared/kernel/assert.ts";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { type DefinitionRefusal, problemOfChange, problemOfNew } from "./definitions.ts";
import { findDefinition } from "./find-definition.ts";

/** A definition that isn't saved, of a kind that can be tried. */
type Unsaved<K extends "point" | "rate" | "tier" | "achievement" | "reward" | "benefit"> = {
  readonly [P in K]: { readonly kind: P; readonly body: DefinitionBody<P> };
}[K];

/** One that decides what sales earn. */
export type UnsavedDefinition = Unsaved<"point" | "rate">;

export type UnsavedTier = Unsaved<"tier">;
export type UnsavedAchievement = Unsaved<"achievement">;
export type UnsavedReward = Unsaved<"reward">;
export type UnsavedBenefit = Unsaved<"benefit">;

type AnyUnsaved =
  | UnsavedDefinition
  | UnsavedTier
  | UnsavedAchievement
  | UnsavedReward
  | UnsavedBenefit;

/** A new definition, or with `id` the next version of one. */
export type UnsavedVersion<U = UnsavedDefinition> = U & { readonly id: DefinitionId | null };

/** What sales would earn by: a point definition and its rates, one of them unsaved. */
export type TriedPoints = { readonly programme: Programme; readonly point: PointDefinition };

/**
 * Puts an unsaved definition into a programme, under the checks that saving it would pass. Writes
 * nothing.
 */
export const withUnsaved = async (
  deps: ReadDeps,
  programme: Programme,
  unsaved: UnsavedVersion,
): Promise<Result<TriedPoints, DefinitionRefusal>> => {
  const checked = await checkUnsaved(deps, unsaved);
  if (!checked.ok) return checked;
  const { point, rates } = earningWith(programme, unsaved, checked.value);
  const rate = rates.filter(({ pointHandle }) => pointHandle === point.handle);
  const definitions = { ...programme.definitions, point: [point], rate };
  return ok({ programme: { ...programme, definitions }, point });
};

/** What profiles would hold by: every tier, one of them unsaved. */
export type TriedTiers = { readonly programme: Programme; readonly tier: TierDefinition };

/** Puts an unsaved tier among the others, under the checks that saving it would pass. */
export const withUnsavedTier = async (
  deps: ReadDeps,
  programme: Programme,
  unsaved: UnsavedVersion<UnsavedTier>,
): Promise<Result<TriedTiers, DefinitionRefusal>> => {
  const checked = await checkUnsaved(deps, unsaved);
  if (!checked.ok) return checked;
  const saved: TierDefinition = { ...unsaved.body, ...checked.value, kind: unsaved.kind };
  const others = programme.definitions.tier.filter(({ id }) => id !== saved.id);
  const definitions = { ...programme.definitions, tier: [...others, saved] };
  return ok({ programme: { ...programme, definitions }, tier: saved });
};

/** An unsaved definition as saving it would make it, under the checks that it would pass. */
export const asSaved = async <U extends AnyUnsaved>(
  deps: ReadDeps,
  unsaved: UnsavedVersion<U>,
): Promise<Result<U["body"] & Assigned & { readonly kind: U["kind"] }, DefinitionRefusal>> => {
  const checked = await checkUnsaved(deps, unsaved);
  return checked.ok ? ok({ ...unsaved.body, ...checked.value, kind: unsaved.kind }) : checked;
};

type Assigned = { readonly id: DefinitionId; readonly version: number };

/** The points that it is about, and all rates, with it among them if it is one. */
const earningWith = (
  { definitions }: Programme,
  unsaved: UnsavedDefinition,
  assigned: Assigned,
): { readonly point: PointDefinition; readonly rates: readonly Rate[] } => {
  const { point: points, rate: rates } = definitions;
  switch (unsaved.kind) {
    case "point":
      return { point: { ...unsaved.body, ...assigned, kind: unsaved.kind }, rates };
    case "rate": {
      const point = points.find(({ handle }) => handle === unsaved.body.pointHandle);
      const saved = { ...unsaved.body, ...assigned, kind: unsaved.kind };
      return {
        point: assertDefined(point, "the check found the rate's points"),
        rates: [...rates.filter(({ id }) => id !== assigned.id), saved],
      };
    }
    default:
      return unreachable(unsaved);
  }
};

/** The id and version that saving it would give it, or why it can't be saved. */
const checkUnsaved = async (
  deps: ReadDeps,
  { kind, id, body }: UnsavedVersion<AnyUnsaved>,
): Promise<Result<Assigned, DefinitionRefusal>> => {
  if (id === null) {
    const problem = await problemOfNew(deps, kind, body);
    return problem ? err(problem) : ok({ id: UNSAVED, version: 1 });
  }
  const found = await findDefinition(deps, kind, { id });
  if (!found) return err({ reason: "definition_unknown" });
  const { id: _i, kind: _k, version, ...before } = found.definition;
  const after = NAMES_ITSELF[kind] ? body : { ...body, handle: before.handle };
  const problem = await problemOfChange(deps, kind, { before, body: after });
  return problem ? err(problem) : ok({ id, version: version + 1 });
};

/** Whether one says its own handle before it is saved. A rate's is the server's to choose. */
const NAMES_ITSELF: Readonly<Record<AnyUnsaved["kind"], boolean>> = {
  point: true,
  rate: false,
  tier: true,
  achievement: true,
  reward: true,
  benefit: true,
};

/** Later than every saved one, as a new definition is. */
const UNSAVED = definitionIdSchema.parse(Number.MAX_SAFE_INTEGER);
