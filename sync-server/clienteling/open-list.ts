import { type ListPowers, powersOf } from "#shared/clienteling/list.ts";
import type { ListDefinition } from "#shared/incentive/list-definition.ts";
import type { DefinitionId, ListId } from "#shared/kernel/ids.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
import { listStore } from "#sync-server/storage/clienteling/list-store.ts";
import type { ListRecord } from "#sync-server/storage/clienteling/list-table.ts";
import { readDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

/** A list, and what it may do now. */
export type OpenList = { readonly list: ListRecord; readonly powers: ListPowers };

/**
 * A list, locked until the end of the transaction. Everything in it is written under this lock, so
 * that two guests at once can't have the last of something ([X13]). Null if there is none.
 */
export const lockList = async (deps: WriteDeps, id: ListId): Promise<OpenList | null> => {
  const list = await listStore.lock(deps, { id });
  return list && { list, powers: await readPowers(deps, list.definitionId) };
};

/** What lists of a definition, or of none, may do. A deleted one still counts ([X10]). */
export const readPowers = async (
  deps: ReadDeps,
  definitionId: DefinitionId | null,
): Promise<ListPowers> => {
  const found = definitionId === null ? [] : await readDefinitions(deps, "list", [definitionId]);
  const definition: ListDefinition | null = found[0]?.definition ?? null;
  return powersOf(definition);
};

/** Puts a list in the feed of its profile's region: its items come with it. */
export const touchList = (
  deps: WriteDeps,
  { id, profileId }: Pick<ListRecord, "id" | "profileId">,
  isDeleted = false,
): Promise<void> => touchClienteling(deps, { kind: "list", id, profileId, isDeleted });
