import { isNoUse } from "#shared/incentive/budget.ts";
import {
  budgetOf,
  type Definition,
  type DefinitionBody,
  type DefinitionKind,
  definitionRules,
} from "#shared/incentive/definition.ts";
import type { DefinitionProblem } from "#shared/incentive/definition-rules.ts";
import { areNaming, namedBy } from "#shared/incentive/named-definitions.ts";
import { isSameJson } from "#shared/kernel/canonical.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type DefinitionSubject,
  definitionSubjects,
  type NewEvent,
} from "#shared/reaction/event.ts";
import { touchAchievements } from "#sync-server/profile/profile-feed.ts";
import { readCountedProfiles } from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import { readBudgetUses } from "#sync-server/storage/incentive/budget-store.ts";
import { countBlankCards } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import {
  countInUse,
  insertDefinition,
  isHandleTaken,
  lockDefinition,
  markDefinitionDeleted,
  readUndeletedDefinitions,
  shareDefinition,
  writeNextVersion,
} from "#sync-server/storage/incentive/definition-store.ts";
import { shareTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";
import { findDefinition } from "./find-definition.ts";
import { type MissingReference, missingOf } from "./missing-reference.ts";
import { type UndeclaredAudience, undeclaredAudience } from "./undeclared-audience.ts";

/** Why a definition can't be written, in order of precedence. */
export type DefinitionRefusal =
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "handle_taken" }
  /** Handles never change (DOMAIN §1.2). */
  | { readonly reason: "handle_immutable" }
  /** Neither do some fields, which decided what can't be undone. */
  | { readonly reason: "field_immutable"; readonly field: string }
  /** Profiles still hold something that it issued. */
  | { readonly reason: "in_use"; readonly openLots: number }
  /** Gift cards of it are blank, and could still be activated ([C5]). */
  | { readonly reason: "cards_blank"; readonly cards: number }
  /** Part of its budget is used, which reports read ([G1]). */
  | { readonly reason: "budget_used" }
  /** Another definition names it. */
  | { readonly reason: "named_by"; readonly definition: Definition }
  | DefinitionProblem
  | MissingReference
  | UndeclaredAudience;

/** A definition of any kind; the kind determines what its body holds. */
export type NewDefinition<K extends DefinitionKind = DefinitionKind> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly body: DefinitionBody<P>;
    readonly extra: ExtraFields;
  };
}[K];

/** Undefined fields stay as they are. */
export type DefinitionChanges<K extends DefinitionKind> = {
  readonly [F in keyof DefinitionBody<K>]?: DefinitionBody<K>[F] | undefined;
};
export type DefinitionChange<K extends DefinitionKind = DefinitionKind> = {
  readonly [P in K]: {
    readonly kind: P;
    readonly id: DefinitionId;
    readonly changes: DefinitionChanges<P>;
    /** Merged field by field. */
    readonly extra: ExtraFields;
  };
}[K];

type Written = Result<{ readonly id: DefinitionId }, DefinitionRefusal>;

/** Creates a definition. */
export const createDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  input: NewDefinition<K>,
): Promise<Written> => {
  const { kind, extra } = input;
  // A rate has no handle of its own.
  const body = { ...input.body, handle: input.body.handle || deps.newId() };
  await shareNamed(deps, kind, body);
  const problem = await problemOfNew(deps, kind, body);
  if (problem) return err(problem);
  const id = await insertDefinition(deps, kind, { body, extra });
  await sendToDevices(deps, kind, id);
  definitionHappened(deps, kind, "created", { id, version: 1, handle: body.handle });
  return ok({ id });
};

/** Keeps what a body names in use until this transaction ends, so that nobody deletes it. */
const shareNamed = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  body: DefinitionBody<K>,
): Promise<void> => {
  for (const named of namedBy(kind, body)) await shareDefinition(deps, named.kind, named.ref);
  if ("region" in body) await shareTerms(deps, "region");
  if ("statuses" in body) await shareTerms(deps, "status");
};

/**
 * Puts a definition in every device's feed; if devices don't hold that kind, what profiles have of
 * it.
 */
const sendToDevices = async (
  deps: WriteDeps,
  kind: DefinitionKind,
  key: DefinitionId,
): Promise<void> => {
  if (definitionRules[kind].staysOnServer) {
    await touchAchievements(deps, await readCountedProfiles(deps, key));
  } else {
    touchConfig(deps, { kind: "definition", key });
    if (kind === "tier") touchConfig(deps, { kind: "tier_versions", key });
  }
};

/** Why a definition can't be created; null if it can. */
export const problemOfNew = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  body: DefinitionBody<K>,
): Promise<DefinitionRefusal | null> =>
  (await isHandleTaken(deps, kind, body.handle))
    ? { reason: "handle_taken" }
    : (definitionRules[kind].problemOf(body) ??
      (await missingOf(deps, kind, body)) ??
      (await undeclaredAudience(deps, body, null)));

/**
 * Creates the next version of a definition, unless nothing would change. Existing lots and
 * transactions keep what their version decided ([W3], [P5]).
 */
export const updateDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  input: DefinitionChange<K>,
): Promise<Written> => {
  await lockDefinition(deps, input.id);
  const changed = await changeDefinition(deps, input);
  if (!changed.ok) return changed;
  if (changed.value.isNewVersion) {
    definitionHappened(deps, input.kind, "updated", changed.value);
  }
  return ok({ id: changed.value.id });
};

/** A definition as its events describe it. */
type DefinitionName = {
  readonly id: DefinitionId;
  readonly version: number;
  readonly handle: string;
};

const definitionHappened = (
  deps: WriteDeps,
  kind: DefinitionKind,
  verb: keyof typeof EVENTS,
  { id, version, handle }: DefinitionName,
): void => {
  const about = { profileId: null, context: { definitionId: id, version, handle } };
  deps.happened(EVENTS[verb](definitionSubjects[kind], about));
};

type About = Pick<Extract<NewEvent, { readonly kind: "rate.created" }>, "profileId" | "context">;

/** Each by itself: an object of more than 25 kinds is too many for the compiler. */
const EVENTS = {
  created: (subject: DefinitionSubject, about: About): NewEvent => ({
    ...about,
    kind: `${subject}.created`,
  }),
  updated: (subject: DefinitionSubject, about: About): NewEvent => ({
    ...about,
    kind: `${subject}.updated`,
  }),
  deleted: (subject: DefinitionSubject, about: About): NewEvent => ({
    ...about,
    kind: `${subject}.deleted`,
  }),
};

const changeDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  input: DefinitionChange<K>,
): Promise<Result<DefinitionName & { readonly isNewVersion: boolean }, DefinitionRefusal>> => {
  const { kind, changes } = input;
  const found = await findDefinition(deps, kind, input);
  if (!found) return err({ reason: "definition_unknown" });
  const { id, kind: _, version, ...before } = found.definition;
  const body = { ...before, ...definedFields(changes) };
  const extra = { ...found.extra, ...input.extra };
  if (isSameJson([body, givenOf(extra)], [before, givenOf(found.extra)])) {
    return ok({ id, version, handle: before.handle, isNewVersion: false });
  }
  await shareNamed(deps, kind, body);
  const problem = await problemOfChange(deps, kind, { before, body });
  if (problem) return err(problem);
  await writeNextVersion(deps, kind, { id, version: version + 1, body, extra });
  await sendToDevices(deps, kind, id);
  return ok({ id, version: version + 1, handle: body.handle, isNewVersion: true });
};

/** Why a definition can't be changed like this; null if it can. */
export const problemOfChange = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  { before, body }: { readonly before: DefinitionBody<K>; readonly body: DefinitionBody<K> },
): Promise<DefinitionRefusal | null> => {
  if (body.handle !== before.handle) return { reason: "handle_immutable" };
  const { fixed, problemOf } = definitionRules[kind];
  const field = fixed.find((name) => body[name] !== before[name]);
  if (field !== undefined) return { reason: "field_immutable", field };
  return (
    problemOf(body) ??
    (await missingOf(deps, kind, body)) ??
    (await undeclaredAudience(deps, body, before))
  );
};

/** A field that was never given is shown as null or an empty list, and may be sent back as that. */
const givenOf = (extra: ExtraFields): ExtraFields =>
  Object.fromEntries(
    Object.entries(extra).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );

/**
 * Takes a definition out of use, unless something still needs it ([W9]). Devices keep it, because
 * entries refer to it, in a last version that issues nothing.
 */
export const deleteDefinition = async <K extends DefinitionKind>(
  deps: WriteDeps,
  { kind, id }: { readonly kind: K; readonly id: DefinitionId },
): Promise<Written> => {
  await lockDefinition(deps, id);
  const found = await findDefinition(deps, kind, { id });
  if (!found) return err({ reason: "definition_unknown" });
  const needed = await needOf(deps, found.definition);
  if (needed) return err(needed);
  const changes = definitionRules[kind].retired;
  const retired = await changeDefinition(deps, { kind, id, changes, extra: {} });
  if (!retired.ok) return retired;
  await markDefinitionDeleted(deps, id);
  definitionHappened(deps, kind, "deleted", retired.value);
  return ok({ id });
};

/** Why a definition must stay; null if nothing needs it. */
const needOf = async (
  deps: ReadDeps,
  definition: Definition,
): Promise<DefinitionRefusal | null> => {
  const { id } = definition;
  const openLots = await countInUse(deps, id);
  if (openLots > 0) return { reason: "in_use", openLots };
  const cards = definition.kind === "credit" ? await countBlankCards(deps, id) : 0;
  if (cards > 0) return { reason: "cards_blank", cards };
  if (budgetOf(definition) && !isNoUse((await readBudgetUses(deps, [id], null))(id).all)) {
    return { reason: "budget_used" };
  }
  const naming = (await readUndeletedDefinitions(deps)).find((each) =>
    areNaming(namedBy(each.kind, each), definition),
  );
  return naming ? { reason: "named_by", definition: naming } : null;
};
