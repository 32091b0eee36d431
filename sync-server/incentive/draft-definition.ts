import type { DefinitionBody } from "#shared/incentive/definition.ts";
import type { PointDefinition } from "#shared/incentive/point.ts";
import type { Rate } from "#shared/incentive/rate.ts";
import { assertDefined, unreachable } from "#shared/kernel/assert.ts";
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
  const checked = await checkDraft(deps, draft);
  if (!checked.ok) return checked;
  const { point, rates } = earningWith(programme, draft, checked.value);
  const rate = rates.filter(({ pointHandle }) => pointHandle === point.handle);
  const definitions = { ...programme.definitions, point: [point], rate };
  return ok({ programme: { ...programme, definitions }, point });
};

type Assigned = { readonly id: DefinitionId; readonly version: number };

/** The points that a draft is about, and all rates with the draft among them if it is one. */
const earningWith = (
  { definitions }: Programme,
  draft: EarningDraft,
  assigned: Assigned,
): { readonly point: PointDefinition; readonly rates: readonly Rate[] } => {
  const { point: points, rate: rates } = definitions;
  switch (draft.kind) {
    case "point":
      return { point: { ...draft.body, ...assigned, kind: draft.kind }, rates };
    case "rate": {
      const point = points.find(({ handle }) => handle === draft.body.pointHandle);
      const drafted = { ...draft.body, ...assigned, kind: draft.kind };
      return {
        point: assertDefined(point, "the check found the rate's points"),
        rates: [...rates.filter(({ id }) => id !== assigned.id), drafted],
      };
    }
    default:
      return unreachable(draft);
  }
};

/** The id and version that saving it would give it, or why it can't be saved. */
const checkDraft = async (
  deps: ReadDeps,
  { kind, id, body }: DraftAt,
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

/** Whether a draft says its own handle. A rate's is the server's to choose. */
const NAMES_ITSELF: Readonly<Record<EarningDraft["kind"], boolean>> = { point: true, rate: false };

/** Later than every saved one, as a new definition is. */
const UNSAVED = definitionIdSchema.parse(Number.MAX_SAFE_INTEGER);
