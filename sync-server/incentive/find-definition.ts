import type { DefinitionKind } from "#shared/incentive/definition.ts";
import {
  type DefinitionRecord,
  type DefinitionRef,
  findDefinitionByHandle,
  readDefinitions,
  shareDefinition,
} from "#sync-server/storage/definition-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

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
 * The definition to issue by, which stays in use until this transaction ends: a deletion either waits
 * and then sees what was issued, or comes first and leaves nothing to find. Null if it isn't in use.
 */
export const findDefinitionToIssue = async <K extends DefinitionKind>(
  deps: WriteDeps,
  kind: K,
  ref: DefinitionRef,
): Promise<DefinitionRecord<K> | null> => {
  await shareDefinition(deps, kind, ref);
  return findDefinition(deps, kind, ref);
};
