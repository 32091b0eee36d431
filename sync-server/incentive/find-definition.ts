import { z } from "zod";
import { isFor, isRestricted } from "#shared/incentive/audience.ts";
import type { DefinitionKind } from "#shared/incentive/definition.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type DefinitionRecord,
  type DefinitionRef,
  findDefinitionByHandle,
  readDefinitions,
  shareDefinition,
} from "#sync-server/storage/incentive/definition-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readAudienceProfile } from "./read-audience-profile.ts";

/** The definition of this kind if it is in use; null otherwise. */
export const findDefinition = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  ref: DefinitionRef,
): Promise<DefinitionRecord<K> | null> => {
  const found =
    "id" in ref
      ? ((await readDefinitions(deps, kind, [ref.id]))[0] ?? null)
      : await findDefinitionByHandle(deps, kind, ref.handle);
  return found && found.deletedAt === null ? found : null;
};

/**
 * Why a definition issues nothing to a profile, in order of precedence: there is none in use, it is
 * a draft, staff may not give it ([W11]), or it is for another region or for other statuses ([W7]).
 */
export const notIssuableSchema = z.object({
  reason: z.enum(["definition_unknown", "not_published", "not_assignable", "not_for_profile"]),
});
export type NotIssuable = z.infer<typeof notIssuableSchema>;

/** A definition to issue by, and whether a person chose to or a rule of the programme. */
type ToIssue = { readonly ref: DefinitionRef; readonly by: "hand" | "rule" };

/**
 * The definition to issue by to a profile, which stays in use until this transaction ends. One that
 * is archived is like one that was deleted ([W7]).
 */
export const findDefinitionFor = async <K extends "reward" | "point" | "benefit" | "credit">(
  deps: WriteDeps,
  kind: K,
  { profileId, ...toIssue }: ToIssue & { readonly profileId: ProfileId },
): Promise<Result<DefinitionRecord<K>, NotIssuable>> => {
  const found = await findIssuable(deps, kind, toIssue);
  if (!found.ok || !isRestricted(found.value.definition)) return found;
  const profile = await readAudienceProfile(deps, profileId, deps.now);
  return isFor(found.value.definition, profile) ? found : err({ reason: "not_for_profile" });
};

/** The same for nobody in particular, as gift cards are. */
export const findIssuable = async <K extends "reward" | "point" | "benefit" | "credit">(
  deps: WriteDeps,
  kind: K,
  { ref, by }: ToIssue,
): Promise<Result<DefinitionRecord<K>, NotIssuable>> => {
  const found = await findDefinitionToIssue(deps, kind, ref);
  if (!found || found.definition.isArchived) return err({ reason: "definition_unknown" });
  const { definition } = found;
  if ("isPublished" in definition && !definition.isPublished) {
    return err({ reason: "not_published" });
  }
  return by === "hand" && "isAssignable" in definition && !definition.isAssignable
    ? err({ reason: "not_assignable" })
    : ok(found);
};

/**
 * The definition to issue by, which stays in use until this transaction ends: a deletion either
 * waits and then sees what was issued, or comes first and leaves nothing to find. Null if it isn't
 * in use.
 */
export const findDefinitionToIssue = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  ref: DefinitionRef,
): Promise<DefinitionRecord<K> | null> => {
  await shareDefinition(deps, kind, ref);
  return findDefinition(deps, kind, ref);
};
