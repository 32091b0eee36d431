import type { TermId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { TermKind } from "#shared/organisation/term.ts";
import {
  clearOtherDefaults,
  isTermTaken,
  termStore,
} from "#sync-server/storage/organisation/term-store.ts";
import type { NewTermRecord, TermRecord } from "#sync-server/storage/organisation/term-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { TERM_RULES, type TermProblem } from "./term-rules.ts";

/** Why a term can't be written, in order of precedence. */
export type TermRefusal =
  | { readonly reason: "term_unknown" }
  | { readonly reason: "handle_taken" }
  /** Records carry the handle. */
  | { readonly reason: "handle_immutable" }
  | TermProblem
  /** Something refers to it. */
  | { readonly reason: "in_use" };

type Fields = Changes<Omit<NewTermRecord, "kind" | "handle" | "body">>;

/** A new term. Its name defaults to its handle. */
export type NewTerm = {
  readonly kind: TermKind;
  readonly handle: string;
  readonly fields: Fields;
  readonly body: ExtraFields;
};

/** The kinds that have more to change than their handle, which never changes. */
export type ChangeableKind = Exclude<TermKind, "system" | "tag">;

/** Undefined fields stay as they are; the body is merged field by field. */
export type TermChange = {
  readonly kind: ChangeableKind;
  readonly id: TermId;
  readonly handle?: string | undefined;
  readonly fields: Fields;
  readonly body: ExtraFields;
};

/** Creates a term (DOMAIN §2.7). The default of its kind replaces the one before. */
export const createTerm = async (
  deps: WriteDeps,
  { kind, handle, fields, body }: NewTerm,
): Promise<Result<TermRecord, TermRefusal>> => {
  const { isTaken = isTermTaken } = TERM_RULES[kind];
  if (await isTaken(deps, kind, handle)) return err({ reason: "handle_taken" });
  const term = { name: handle, isDefault: false, ...definedFields(fields), kind, handle, body };
  const problem = await TERM_RULES[kind].problemOf?.(deps, term);
  if (problem) return err(problem);
  if (term.isDefault) await clearOtherDefaults(deps, kind, null);
  const written = await termStore.append(deps, term);
  deps.happened({
    kind: `${kind}.created`,
    profileId: null,
    context: { termId: written.id },
  });
  return ok(written);
};

/** Changes the fields of a term that are given. */
export const updateTerm = async (
  deps: WriteDeps,
  { kind, id, handle, fields, body }: TermChange,
): Promise<Result<TermRecord, TermRefusal>> => {
  const before = await termStore.lock(deps, { kind, id });
  if (!before) return err({ reason: "term_unknown" });
  if (handle !== undefined && handle !== before.handle) return err({ reason: "handle_immutable" });
  const changes = { ...definedFields(fields), body: { ...before.body, ...body } };
  const after = { ...before, ...changes, updatedAt: deps.now };
  const problem = await TERM_RULES[kind].problemOf?.(deps, after);
  if (problem) return err(problem);
  if (after.isDefault) await clearOtherDefaults(deps, kind, id);
  await termStore.update(deps, id, changes);
  deps.happened({ kind: `${kind}.updated`, profileId: null, context: { termId: id } });
  return ok(after);
};

/** Deletes a term that nothing refers to. */
export const deleteTerm = async (
  deps: WriteDeps,
  { kind, id }: { readonly kind: TermKind; readonly id: TermId },
): Promise<Result<null, TermRefusal>> => {
  const term = await termStore.lock(deps, { kind, id });
  if (!term) return err({ reason: "term_unknown" });
  if (await TERM_RULES[kind].isInUse(deps, term)) return err({ reason: "in_use" });
  await termStore.remove(deps, id);
  deps.happened({ kind: `${kind}.deleted`, profileId: null, context: { termId: id } });
  return ok(null);
};
