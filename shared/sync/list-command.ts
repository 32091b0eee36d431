import type { HeldItem, HeldList } from "#shared/clienteling/held-list.ts";
import {
  type ItemProblem,
  LIST_ITEMS_MAX,
  type ListPowers,
  powersOf,
  problemOfItem,
} from "#shared/clienteling/list.ts";
import type { ListStep } from "#shared/clienteling/list-step.ts";
import type { ListDefinition } from "#shared/incentive/list-definition.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { CommandOf } from "./command.ts";

/** The commands that change what is in lists. */
export type ListCommand = CommandOf<
  "create_list" | "add_list_item" | "change_list_item" | "remove_list_item"
>;
/** What of it decides. */
export type ListAct = ListStep & { readonly commandId: CommandId };
type ActOf<K extends ListAct["kind"]> = Extract<ListAct, { readonly kind: K }>;

/** Why lists can't be changed so, in order of precedence. */
export type ListProblem =
  | { readonly reason: "definition_unknown" | "new_not_allowed" }
  | { readonly reason: "list_unknown" }
  | { readonly reason: "edit_not_allowed" }
  | { readonly reason: "list_item_unknown" }
  | ItemProblem
  | { readonly reason: "item_reserved"; readonly reserved: number }
  | { readonly reason: "too_many_items"; readonly max: number };

/**
 * What a command makes of somebody's lists ([X15]). Devices and the server decide by it, each with
 * what it knows.
 */
export const decideListCommand = (
  lists: readonly HeldList[],
  command: ListAct,
  definitions: readonly ListDefinition[],
): Result<readonly HeldList[], ListProblem> => {
  if (command.kind === "create_list") return createList(lists, command, definitions);
  const list = lists.find(({ ref }) => ref === command.list);
  if (!list) return err({ reason: "list_unknown" });
  const powers = powersNow(list, definitions);
  if (!powers.allowEdit) return err({ reason: "edit_not_allowed" });
  const items = itemsAfter(lists, list, command, powers);
  return items.ok
    ? ok(lists.map((each) => (each === list ? { ...list, items: items.value } : each)))
    : items;
};

const createList = (
  lists: readonly HeldList[],
  { commandId: ref, name, definitionId }: ActOf<"create_list">,
  definitions: readonly ListDefinition[],
): Result<readonly HeldList[], ListProblem> => {
  const definition = definitions.find(({ id }) => id === definitionId);
  if (definitionId !== null && !(definition?.isPublished && definition.isActive)) {
    return err({ reason: "definition_unknown" });
  }
  if (definition && !definition.allowNew) return err({ reason: "new_not_allowed" });
  return ok([...lists, { ref, definitionId, name, description: null, items: [] }]);
};

/** What a list may do now ([X10]); nothing while a device doesn't know its definition. */
export const powersNow = (
  { definitionId }: Pick<HeldList, "definitionId">,
  definitions: readonly ListDefinition[],
): ListPowers => {
  const definition = definitions.find(({ id }) => id === definitionId) ?? null;
  return definitionId === null || definition ? powersOf(definition) : NOTHING;
};

const NOTHING: ListPowers = {
  allowShare: false,
  allowReserve: false,
  allowQuantity: false,
  allowCustomProduct: false,
  allowEdit: false,
  allowDelete: false,
};

const itemsAfter = (
  lists: readonly HeldList[],
  { items }: HeldList,
  command: Exclude<ListAct, { readonly kind: "create_list" }>,
  powers: ListPowers,
): Result<readonly HeldItem[], ListProblem> => {
  if (command.kind === "add_list_item") {
    const item = newItem(lists, command);
    const problem = problemOfItem(item, powers, { before: null, reserved: 0 });
    if (problem) return err(problem);
    return items.length < LIST_ITEMS_MAX
      ? ok([...items, item])
      : err({ reason: "too_many_items", max: LIST_ITEMS_MAX });
  }
  const before = items.find(({ ref }) => ref === command.item);
  if (!before) return err({ reason: "list_item_unknown" });
  const { reserved } = before;
  if (command.kind === "remove_list_item") {
    return reserved > 0
      ? err({ reason: "item_reserved", reserved })
      : ok(items.filter((each) => each !== before));
  }
  const after = { ...before, ...definedFields(command.changes) };
  const problem = problemOfItem(after, powers, { before, reserved });
  return problem ? err(problem) : ok(items.map((each) => (each === before ? after : each)));
};

/** A product is shown as it is in another of the lists, if it is in one, until the facts say it. */
const newItem = (
  lists: readonly HeldList[],
  { commandId, productId, productVariantId, text, quantity, note }: ActOf<"add_list_item">,
): HeldItem => {
  const isKnown = productId !== null || productVariantId !== null;
  const same = isKnown
    ? lists
        .flatMap(({ items }) => items)
        .find((each) =>
          productVariantId === null
            ? each.productId === productId && each.productVariantId === null
            : each.productVariantId === productVariantId,
        )
    : undefined;
  return {
    ref: commandId,
    productId: productId ?? same?.productId ?? null,
    ...{ productVariantId, productCategoryId: null, customProduct: text },
    ...{ name: same?.name ?? null, sku: same?.sku ?? null },
    ...{ priceCents: same?.priceCents ?? null, imageUrl: same?.imageUrl ?? null },
    ...{ quantity, reserved: 0, status: null, note },
  };
};

/** How a list or an item is named: by the command that made it, or else by its number. */
export const madeRef = (made: {
  readonly id: number;
  readonly commandId?: CommandId | null;
}): string => made.commandId ?? String(made.id);
