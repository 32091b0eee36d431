import {
  freeHandle,
  handleFrom,
  type ListPowers,
  problemOfNewList,
} from "#shared/clienteling/list.ts";
import type { CommandId, DefinitionId, ListId, LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, firstInstantOf } from "#shared/kernel/time.ts";
import { findDefinitionToIssue } from "#sync-server/incentive/find-definition.ts";
import { staffNamed } from "#sync-server/organisation/staff.ts";
import { zoneAt } from "#sync-server/organisation/zone-at.ts";
import { lockLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import {
  deleteSharesOf,
  listStore,
  readItemsOf,
  readListHandles,
  readReservedOf,
} from "#sync-server/storage/clienteling/list-store.ts";
import type { ListRecord, NewList } from "#sync-server/storage/clienteling/list-table.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { lockList, readPowers, touchList } from "./open-list.ts";
import {
  type ItemsRefusal,
  planItems,
  problemOfRemovals,
  type SentItem,
} from "./plan-list-items.ts";
import { removeItems, writeItems } from "./write-list-items.ts";

type Said = Pick<NewList, "name" | "description" | "sortOrder" | "tags" | "customFields" | "meta">;

/** A list as it was sent: what is undefined stays. */
type SentList = Changes<Said> & {
  readonly handle?: string | null | undefined;
  readonly definitionId?: DefinitionId | null | undefined;
  /** A day is its beginning at the location. */
  readonly customDate?: DayOrInstant | null | undefined;
  readonly locationId?: LocationId | null | undefined;
  /** By id or by staff number. */
  readonly staff?: string | null | undefined;
  readonly items?: readonly SentItem[] | undefined;
  /** Whether items that aren't sent stay ([X11]). */
  readonly keepsOthers: boolean;
};

/** Why a list can't be written, in order of precedence. */
export type ListRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "list_unknown" }
  /** There is none of this number that makes lists. */
  | { readonly reason: "definition_unknown" }
  | { readonly reason: "new_not_allowed" | "edit_not_allowed" | "delete_not_allowed" }
  /** A list keeps its definition and its handle. */
  | { readonly reason: "definition_fixed" | "handle_fixed" }
  | { readonly reason: "handle_taken" }
  | { readonly reason: "staff_unknown" }
  | { readonly reason: "location_unknown" }
  | ItemsRefusal;

/** Creates a list of a profile, with its items. */
export const createList = async (
  deps: WriteDeps,
  {
    profileId,
    commandId = null,
    ...sent
  }: SentList &
    Pick<Said, "name"> & {
      readonly profileId: ProfileId;
      /** Of the device that made it ([X15]). */
      readonly commandId?: CommandId | null;
    },
): Promise<Result<ListRecord, ListRefusal>> => {
  // Also so that no other list gets this one's handle.
  const profile = await lockLivingProfile(deps, profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const defined = await definitionOf(deps, sent.definitionId ?? null);
  if (!defined.ok) return defined;
  const taken = (await readListHandles(deps, profile.id)).map(({ handle }) => handle);
  const handle = sent.handle ?? freeHandle(handleFrom(sent.name), taken);
  if (taken.includes(handle)) return err({ reason: "handle_taken" });
  const fields = await fieldsOf(deps, null, sent);
  if (!fields.ok) return fields;
  const plan = await planItems(deps, null, defined.value, { ...sent, items: sent.items ?? [] });
  if (!plan.ok) return plan;
  const list = await listStore.append(deps, {
    ...{ tags: [], customFields: [], meta: null },
    ...fields.value,
    commandId,
    ...{ name: sent.name, profileId: profile.id, handle, definitionId: sent.definitionId ?? null },
  });
  await listHappened(deps, "created", list);
  await writeItems(deps, list, plan.value);
  return ok(list);
};

/** Changes a list, and its items if some are sent. */
export const updateList = async (
  deps: WriteDeps,
  { id, changes }: { readonly id: ListId; readonly changes: SentList },
): Promise<Result<ListRecord, ListRefusal>> => {
  const open = await lockList(deps, id);
  if (!open) return err({ reason: "list_unknown" });
  const { list: before, powers } = open;
  if (!powers.allowEdit) return err({ reason: "edit_not_allowed" });
  const { definitionId, handle, items } = changes;
  if (definitionId !== undefined && definitionId !== before.definitionId) {
    return err({ reason: "definition_fixed" });
  }
  if (typeof handle === "string" && handle !== before.handle)
    return err({ reason: "handle_fixed" });
  const fields = await fieldsOf(deps, before, changes);
  if (!fields.ok) return fields;
  const plan = items ? await planItems(deps, id, powers, { ...changes, items }) : null;
  if (plan && !plan.ok) return plan;
  const list = { ...before, ...fields.value, updatedAt: deps.now };
  await listStore.update(deps, id, list);
  await listHappened(deps, "updated", list);
  if (plan) await writeItems(deps, list, plan.value);
  return ok(list);
};

/** Deletes a list with all that is in it, unless guests have reserved some of it ([X13]). */
export const deleteList = async (
  deps: WriteDeps,
  { id }: { readonly id: ListId },
): Promise<Result<null, ListRefusal>> => {
  const open = await lockList(deps, id);
  if (!open) return err({ reason: "list_unknown" });
  if (!open.powers.allowDelete) return err({ reason: "delete_not_allowed" });
  const items = await readItemsOf(deps, [id]);
  const reserved = await readReservedOf(
    deps,
    items.map((item) => item.id),
  );
  const problem = problemOfRemovals(items, reserved);
  if (problem) return err(problem);
  await removeItems(deps, open.list, items);
  await deleteSharesOf(deps, id);
  await listStore.remove(deps, id);
  await listHappened(deps, "deleted", open.list);
  return ok(null);
};

/** What lists of the definition may do, if there may be another ([X10]). */
const definitionOf = async (
  deps: WriteDeps,
  id: DefinitionId | null,
): Promise<Result<ListPowers, { readonly reason: "definition_unknown" | "new_not_allowed" }>> => {
  if (id === null) return ok(await readPowers(deps, null));
  const found = await findDefinitionToIssue(deps, "list", { id });
  const problem = problemOfNewList(found?.definition);
  return problem || !found
    ? err(problem ?? { reason: "definition_unknown" })
    : ok(found.definition);
};

/** The fields of a list that are set, after looking up what they name. */
const fieldsOf = async (deps: WriteDeps, before: ListRecord | null, sent: Changes<SentList>) => {
  const { name, description, sortOrder, tags, customFields, meta } = sent;
  const staff = sent.staff === undefined ? ok(before?.staffId ?? null) : null;
  const staffId = staff ?? (await staffNamed(deps, sent.staff));
  if (!staffId.ok) return staffId;
  const locationId = sent.locationId === undefined ? (before?.locationId ?? null) : sent.locationId;
  if (locationId !== null && !(await locationStore.read(deps, locationId))) {
    return err({ reason: "location_unknown" } as const);
  }
  const { customDate: at } = sent;
  const customDate =
    typeof at === "string" ? firstInstantOf(at, await zoneAt(deps, locationId)) : at;
  return ok({
    ...definedFields({ name, description, sortOrder, tags, customFields, meta, customDate }),
    ...{ staffId: staffId.value, locationId },
  });
};

const listHappened = async (
  deps: WriteDeps,
  verb: "created" | "updated" | "deleted",
  { id: listId, profileId, definitionId }: ListRecord,
): Promise<void> => {
  deps.happened({ kind: `product-list.${verb}`, profileId, context: { listId, definitionId } });
  await touchList(deps, { id: listId, profileId }, verb === "deleted");
};
