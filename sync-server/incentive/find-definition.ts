import type { DefinitionKind } from "#shared/incentive/definition.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import {
  type DefinitionRecord,
  findDefinitionByHandle,
  readDefinitions,
} from "#sync-server/storage/definition-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** How a caller refers to a definition. */
export type DefinitionRef = { readonly id: DefinitionId } | { readonly handle: string };

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
