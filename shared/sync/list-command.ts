import type { HeldItem, HeldList } from "#shared/clienteling/held-list.ts";
import {
  type ItemProblem,
  type ItemReserved,
  type ListPowers,
  powersOf,
  problemOfCount,
  problemOfItem,
  problemOfNewList,
  problemOfRemoval,
  type TooManyItems,
} from "#shared/clienteling/list.ts";
import type { ListStep } from "#shared/clienteling/list-step.ts";
import type { ListDefinition } from "#shared/incentive/list-definition.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { CommandOf } from "./command.ts";

/** The commands that change what is in lists. */
export type ListCommand = CommandOf<
  "create_list" | "add_list_item" | "change_list_item" | "remove_list_item"
>;
/** A step and the command that takes it: nothing else in the command matters here. */
type CommandedStep = ListStep & Pick<ListCommand, "commandId">;
type StepOf<K extends ListStep["kind"]> = Extract<CommandedStep, { readonly kind: K }>;

/** Why lists can't be changed so, in order of precedence. */
export type ListProblem =
  | { readonly reason: "definition_unknown" | "new_not_allowed" }
  | { readonly reason: "list_unknown" }
  | { readonly reason: "edit_not_allowed" }
  | { readonly reason: "list_item_unknown" }
  | ItemProblem
  | ItemReserved
  | TooManyItems;

/**
 * What a step makes of somebody's lists as a device knows them ([X15]). The server writes lists by
 * the same rules, which are in `shared/clienteling/list.ts`, with what it knows.
 */
export const decideListStep = (
  lists: readonly HeldList[],
  command: CommandedStep,
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
  { commandId: ref, name, definitionId }: StepOf<"create_list">,
  definitions: readonly ListDefinition[],
): Result<readonly HeldList[], ListProblem> => {
  const definition = definitions.find(({ id }) => id === definitionId);
  const problem = definitionId === null ? null : problemOfNewList(definition);
  if (problem) return err(problem);
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
  command: Exclude<CommandedStep, { readonly kind: "create_list" }>,
  powers: ListPowers,
): Result<readonly HeldItem[], ListProblem> => {
  if (command.kind === "add_list_item") {
    const item = newItem(lists, command);
    const problem =
      problemOfItem(item, powers, { before: null, others: items, reserved: 0 }) ??
      problemOfCount(items.length + 1);
    return problem ? err(problem) : ok([...items, item]);
  }
  const before = items.find(({ ref }) => ref === command.item);
  if (!before) return err({ reason: "list_item_unknown" });
  const { reserved } = before;
  if (command.kind === "remove_list_item") {
    const problem = problemOfRemoval(reserved);
    return problem ? err(problem) : ok(items.filter((each) => each !== before));
  }
  const after = { ...before, ...definedFields(command.changes) };
  const others = items.filter((each) => each !== before);
  const problem = problemOfItem(after, powers, { before, others, reserved });
  return problem ? err(problem) : ok(items.map((each) => (each === before ? after : each)));
};

/** A product is shown as it is in another of the lists, if it is in one, until the facts say it. */
const newItem = (
  lists: readonly HeldList[],
  { commandId, productId, productVariantId, text, quantity, note }: StepOf<"add_list_item">,
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
    ...{ priceCents: same?.priceCents ?? null, picture: same?.picture ?? null },
    ...{ quantity, reserved: 0, status: null, note },
  };
};
