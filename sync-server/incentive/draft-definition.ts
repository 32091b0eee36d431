import type { DefinitionBody } from "#shared/incentive/definition.ts";
import type { PointDefinition } from "#shared/incentive/point.ts";
import type { Rate } from "#shared/incentive/rate.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type DefinitionId, definitionIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { type DefinitionRefusal, problemOfChange, problemOfNew } from "./definitions.ts";
import { findDefinition } from "./find-definition.ts";

/** A definition that isn't saved, of the kinds that decide what sales earn. */
export type EarningDraft =
  | { readonly kind: "point"; readonly body: DefinitionBody<"point"> }
  | { readonly kind: "rate"; readonly body: DefinitionBody<"rate"> };

/** A draft of a new definition, or with `id` of a change to one. */
export type DraftAt = EarningDraft & { readonly id: DefinitionId | null };

/** What sales would earn by: a point definition and its rates, one of them a draft. */
export type DraftedPoints = { readonly programme: Programme; readonly point: PointDefinition };

/** Puts a draft into a programme, under the checks that saving it would pass. Writes nothing. */
export const draftInto = async (
  deps: ReadDeps,
  programme: Programme,
  draft: DraftAt,
): Promise<Result<DraftedPoints, DefinitionRefusal>> => {
  const { point: points, rate: rates } = programme.definitions;
  const checked = await checkDraft(deps, draft);
  if (!checked.ok) return checked;
  const assigned = checked.value;
  const point =
    draft.kind === "point"
      ? { ...draft.body, ...assigned, kind: draft.kind }
      : assertDefined(
          points.find(({ handle }) => handle === draft.body.pointHandle),
          "the check found the rate's points",
        );
  const drafted: Rate[] =
    draft.kind === "rate" ? [{ ...draft.body, ...assigned, kind: draft.kind }] : [];
  const others = rates.filter(({ id }) => id !== assigned.id || draft.kind !== "rate");
  const rate = [...others, ...drafted].filter(({ pointHandle }) => pointHandle === point.handle);
  const definitions = { ...programme.definitions, point: [point], rate };
  return ok({ programme: { ...programme, definitions }, point });
};

/** The id and version that saving it would give it, or why it can't be saved. */
const checkDraft = async (
  deps: ReadDeps,
  { kind, id, body }: DraftAt,
): Promise<Result<{ readonly id: DefinitionId; readonly version: number }, DefinitionRefusal>> => {
  if (id === null) {
    const problem = await problemOfNew(deps, kind, body);
    return problem ? err(problem) : ok({ id: UNSAVED, version: 1 });
  }
  const found = await findDefinition(deps, kind, { id });
  if (!found) return err({ reason: "definition_unknown" });
  const { id: _i, kind: _k, version, ...before } = found.definition;
  // A rate's own handle isn't part of a draft.
  const after = kind === "rate" ? { ...body, handle: before.handle } : body;
  const problem = await problemOfChange(deps, kind, { before, body: after });
  return problem ? err(problem) : ok({ id, version: version + 1 });
};

/** Later than every saved one, as a new definition is. */
const UNSAVED = definitionIdSchema.parse(Number.MAX_SAFE_INTEGER);
