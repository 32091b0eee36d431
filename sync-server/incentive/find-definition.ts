import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { DefinitionKind, DefinitionRecord } from "#sync-server/storage/definition-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** How a definition is named. */
export type DefinitionRef = { readonly id: DefinitionId } | { readonly handle: string };

type Readers<K extends DefinitionKind> = {
  readonly readByIds: (
    deps: ReadDeps,
    ids: readonly number[],
  ) => Promise<readonly DefinitionRecord<K>[]>;
  readonly findByHandle: (deps: ReadDeps, handle: string) => Promise<DefinitionRecord<K> | null>;
};

/** The definition that is meant and in use; null when there is none. */
export const findDefinition = async <K extends DefinitionKind>(
  deps: ReadDeps,
  readers: Readers<K>,
  ref: DefinitionRef,
): Promise<DefinitionRecord<K> | null> => {
  const found =
    "id" in ref
      ? ((await readers.readByIds(deps, [ref.id]))[0] ?? null)
      : await readers.findByHandle(deps, ref.handle);
  return found && found.deletedAt === null ? found : null;
};
