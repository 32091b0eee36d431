import type { Definition } from "#shared/incentive/definition.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { readVersionsOfKind } from "#sync-server/storage/incentive/definition-version-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** The kinds whose lots have a cost: credit is the customers' own. */
const KINDS = ["reward", "point", "benefit"] as const;

/** Every version of a definition that issues lots and may say what they cost. */
export const readLotVersions = async (
  deps: ReadDeps,
): Promise<readonly Extract<Definition, { kind: (typeof KINDS)[number] }>[]> => {
  const versions = await Promise.all(KINDS.map((kind) => readVersionsOfKind(deps, kind)));
  return versions.flat().map(({ definition }) => definition);
};

/** What a version is looked up by. */
export const versionKey = (id: DefinitionId | null, version: number): string => `${id} ${version}`;
