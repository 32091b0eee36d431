import { unreachable } from "#shared/kernel/assert.ts";
import type { ListId, ProfileId } from "#shared/kernel/ids.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { CommandOf } from "#shared/sync/command.ts";
import type { ListCommand } from "#shared/sync/list-command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import {
  addListItem,
  changeListItem,
  type ListItemRefusal,
  openToEdit,
  removeListItem,
} from "#sync-server/clienteling/list-items.ts";
import { createList, type ListRefusal } from "#sync-server/clienteling/lists.ts";
import type { SentItem } from "#sync-server/clienteling/plan-list-items.ts";
import {
  findItemNamed,
  findListNamed,
  findListOfParted,
} from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord, ListRecord } from "#sync-server/storage/clienteling/list-table.ts";
import {
  lockProfileRecord,
  readProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Changes what is in a profile's lists for a device, by the rules that the device decided by, and
 * everything that is known by now ([X15]).
 */
export const decideListCommand = async (
  deps: WriteDeps,
  command: ListCommand,
  profileId: ProfileId,
): Promise<Outcome> => {
  const profile = await lockProfileRecord(deps, profileId);
  if (!profile) return { status: "refused", reason: "profile_unknown", profileId };
  if (!isLiving(profile.profileType)) {
    return { status: "refused", reason: "profile_deleted", profileId };
  }
  if (command.kind === "create_list") {
    return outcomeOf(await makeList(deps, command, profileId), profileId);
  }
  const list =
    (await findListNamed(deps, profileId, command.list)) ??
    (await findListLeft(deps, profileId, command.list));
  return list
    ? outcomeOf(await writeIn(deps, command, list.id), list.profileId)
    : outcomeOf("list_unknown", profileId);
};

type Refused = (ListRefusal | ListItemRefusal)["reason"];

const outcomeOf = (refused: Refused | null, profileId: ProfileId): Outcome =>
  refused === null
    ? { status: "accepted", profileId }
    : { status: "refused", reason: REASONS[refused], profileId };

/** A list that is with the other side since a merge was undone ([X15]), if that one is there. */
const findListLeft = async (
  deps: WriteDeps,
  profileId: ProfileId,
  ref: string,
): Promise<ListRecord | null> => {
  const list = await findListOfParted(deps, profileId, ref);
  const holder = list && (await readProfileRecord(deps, list.profileId));
  return holder && isLiving(holder.profileType) ? list : null;
};

const makeList = async (
  deps: WriteDeps,
  { commandId, name, definitionId, locationId, staffId }: CommandOf<"create_list">,
  profileId: ProfileId,
): Promise<Refused | null> => {
  const made = await createList(deps, {
    ...{ profileId, commandId, name, definitionId, locationId, staff: staffId },
    keepsOthers: true,
  });
  return made.ok ? null : made.error.reason;
};

const writeIn = async (
  deps: WriteDeps,
  command: Exclude<ListCommand, CommandOf<"create_list">>,
  listId: ListId,
): Promise<Refused | null> => {
  if (command.kind === "add_list_item") {
    const { commandId } = command;
    const added = await addListItem(deps, { listId, item: sentItem(command), commandId });
    return added.ok ? null : added.error.reason;
  }
  // Nobody else writes to the list from here on, so the item is as it is read until the commit.
  const open = await openToEdit(deps, listId);
  if (!open.ok) return open.error.reason;
  const item = await findItemNamed(deps, listId, command.item);
  return item ? writeItem(deps, command, item) : "list_item_unknown";
};

const writeItem = async (
  deps: WriteDeps,
  command: CommandOf<"change_list_item" | "remove_list_item">,
  { id, listId, meta }: ListItemRecord,
): Promise<Refused | null> => {
  switch (command.kind) {
    case "change_list_item": {
      const { note, ...changes } = command.changes;
      const changed = await changeListItem(deps, {
        ...{ listId, id },
        changes: {
          ...{ id: null, sku: null, barcode: null },
          ...changes,
          ...(note === undefined ? {} : { meta: withNote(meta, note) }),
        },
      });
      return changed.ok ? null : changed.error.reason;
    }
    case "remove_list_item": {
      const removed = await removeListItem(deps, { listId, id });
      return removed.ok ? null : removed.error.reason;
    }
    default:
      return unreachable(command);
  }
};

const sentItem = ({
  productId,
  productVariantId,
  text,
  quantity,
  note,
}: CommandOf<"add_list_item">): SentItem => ({
  ...{ id: null, sku: null, barcode: null, productId, productVariantId, quantity },
  ...(text === null ? {} : { customProduct: { name: text } }),
  ...(note === null ? {} : { meta: withNote(null, note) }),
});

/** What staff note on a device is `note` in what the item keeps besides. */
const withNote = (meta: ListItemRecord["meta"], note: string | null): ListItemRecord["meta"] => {
  const kept = typeof meta === "object" && !Array.isArray(meta) ? meta : {};
  return { ...kept, note };
};

/** What staff need not tell apart has one word. */
const REASONS: Readonly<Record<Refused, VerdictReason>> = {
  profile_unknown: "profile_unknown",
  list_unknown: "list_unknown",
  list_item_unknown: "list_unknown",
  item_unknown: "list_unknown",
  definition_unknown: "list_not_allowed",
  new_not_allowed: "list_not_allowed",
  edit_not_allowed: "list_not_allowed",
  delete_not_allowed: "list_not_allowed",
  custom_product_not_allowed: "list_not_allowed",
  quantity_not_allowed: "list_not_allowed",
  item_empty: "invalid_details",
  item_twofold: "invalid_details",
  quantity_reserved: "item_reserved",
  item_reserved: "item_reserved",
  too_many_items: "list_full",
  product_unknown: "product_unknown",
  variant_unknown: "product_unknown",
  staff_unknown: "staff_unknown",
  location_unknown: "location_unknown",
  item_location_unknown: "location_unknown",
  // No device says these.
  definition_fixed: "invalid_details",
  handle_fixed: "invalid_details",
  handle_taken: "invalid_details",
  line_unknown: "invalid_details",
  item_twice: "invalid_details",
};
