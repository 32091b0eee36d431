import { assertDefined, unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import {
  decideListCommand,
  type ListCommand,
  type ListProblem,
  madeRef,
} from "#shared/sync/list-command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import {
  addListItem,
  changeListItem,
  type ListItemRefusal,
  removeListItem,
} from "#sync-server/clienteling/list-items.ts";
import { createList, type ListRefusal } from "#sync-server/clienteling/lists.ts";
import type { SentItem } from "#sync-server/clienteling/plan-list-items.ts";
import { readItemsOf, readListHandles } from "#sync-server/storage/clienteling/list-store.ts";
import type { ListItemRecord, ListRecord } from "#sync-server/storage/clienteling/list-table.ts";
import { readDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import { lockProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readHeldLists } from "./read-clienteling-facts.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Changes what is in a profile's lists for a device, by the rules that the device decided by, and
 * everything that is known by now ([X15]).
 */
export const decideListCommandOf = async (
  deps: WriteDeps,
  command: ListCommand,
  profileId: ProfileId,
): Promise<Outcome> => {
  const profile = await lockProfileRecord(deps, profileId);
  if (!profile) return { status: "refused", reason: "profile_unknown", profileId };
  if (!isLiving(profile.profileType)) {
    return { status: "refused", reason: "profile_deleted", profileId };
  }
  const ids = (await readListHandles(deps, profileId)).map(({ id }) => id);
  const held = await readHeldLists(deps, ids);
  const named = [
    ...held.flatMap(({ list }) => list.definitionId ?? []),
    ...("definitionId" in command && command.definitionId !== null ? [command.definitionId] : []),
  ];
  const definitions = (await readDefinitions(deps, "list", [...new Set(named)])).map(
    ({ definition }) => definition,
  );
  const decided = decideListCommand(
    held.map(({ list }) => list),
    command,
    definitions,
  );
  if (!decided.ok) return { status: "refused", reason: REASONS[decided.error.reason], profileId };
  const record = held.find(({ list }) => "list" in command && list.ref === command.list)?.record;
  const refused = await write(deps, command, profileId, record);
  return refused === null
    ? { status: "accepted", profileId }
    : { status: "refused", reason: REASONS[refused.reason], profileId };
};

const write = async (
  deps: WriteDeps,
  command: ListCommand,
  profileId: ProfileId,
  record: ListRecord | undefined,
): Promise<ListRefusal | ListItemRefusal | null> => {
  const { commandId } = command;
  if (command.kind === "create_list") {
    const { name, definitionId, locationId, staffId } = command;
    const made = await createList(deps, {
      ...{ profileId, commandId, name, definitionId, locationId, staff: staffId },
      keepsOthers: true,
    });
    return made.ok ? null : made.error;
  }
  const { id: listId } = assertDefined(record, "the list that was decided about");
  switch (command.kind) {
    case "add_list_item": {
      const item = sentItem(command);
      const added = await addListItem(deps, { listId, item, commandId });
      return added.ok ? null : added.error;
    }
    case "change_list_item": {
      const before = await itemNamed(deps, listId, command.item);
      const { note, ...changes } = command.changes;
      const changed = await changeListItem(deps, {
        ...{ listId, id: before.id },
        changes: {
          ...{ id: null, sku: null, barcode: null },
          ...changes,
          ...(note === undefined ? {} : { meta: withNote(before.meta, note) }),
        },
      });
      return changed.ok ? null : changed.error;
    }
    case "remove_list_item": {
      const { id } = await itemNamed(deps, listId, command.item);
      const removed = await removeListItem(deps, { listId, id });
      return removed.ok ? null : removed.error;
    }
    default:
      return unreachable(command);
  }
};

const itemNamed = async (
  deps: WriteDeps,
  listId: ListRecord["id"],
  ref: string,
): Promise<ListItemRecord> =>
  assertDefined(
    (await readItemsOf(deps, [listId])).find((item) => madeRef(item) === ref),
    "the item that was decided about",
  );

const sentItem = ({
  productId,
  productVariantId,
  text,
  quantity,
  note,
}: Extract<ListCommand, { kind: "add_list_item" }>): SentItem => ({
  ...{ id: null, sku: null, barcode: null, productId, productVariantId, quantity },
  ...(text === null ? {} : { customProduct: { name: text } }),
  ...(note === null ? {} : { meta: withNote(null, note) }),
});

/** What staff note on a device is `note` in what the item keeps besides. */
const withNote = (meta: ListItemRecord["meta"], note: string | null): ListItemRecord["meta"] => {
  const kept = typeof meta === "object" && !Array.isArray(meta) ? meta : {};
  return { ...kept, note };
};

type Refused = (ListProblem | ListRefusal | ListItemRefusal)["reason"];

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
