import { expect, test } from "vitest";
import { LIST_DEFAULTS, type ListDefinition } from "#shared/incentive/list-definition.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import { heldItem, heldList } from "#shared/testing/clienteling.ts";
import { commandOf } from "#shared/testing/commands.ts";
import { decideListStep, powersNow } from "./list-command.ts";

const OF_ONE = definitionIdSchema.parse(1);
const definition = (more: Partial<ListDefinition> = {}): ListDefinition => ({
  ...LIST_DEFAULTS,
  ...{ id: OF_ONE, kind: "list", version: 1, handle: "wishes", type: "wishlist" },
  ...{ name: "Wishes", description: null, shortDescription: null, extra: {} },
  ...more,
});
const inList = { list: "7", item: "8" };
const add = (more: object = {}) => commandOf("add_list_item", 1, { list: "7", ...more });
const change = (changes: object) => commandOf("change_list_item", 1, { ...inList, changes });
const removal = commandOf("remove_list_item", 1, inList);

test("[X15] an item goes into the list that a command names, under the command's id", () => {
  const decided = decideListStep([heldList()], add({ note: "M" }), []);
  const item = heldItem(add().commandId, { note: "M" });
  expect(decided).toEqual({ ok: true, value: [heldList([item])] });
  expect(decideListStep([], add(), [])).toMatchObject({ error: { reason: "list_unknown" } });
});

test("[X15] a product is shown as on another list until the server says it", () => {
  const shirt = { productId: 4, productVariantId: 5, customProduct: null };
  const shown = { ...shirt, name: "Shirt, M", sku: "S-M" };
  const named = { productId: null, productVariantId: 5, text: null };
  const decided = decideListStep([heldList([heldItem("8", shown)])], add(named), []);
  expect(decided).toMatchObject({ value: [{ items: [{}, { ...shown, ref: add().commandId }] }] });
});

test("[X15] a change keeps what it doesn't say, and what is gone isn't changed", () => {
  const lists = [heldList([heldItem("8", { note: "M" })])];
  expect(decideListStep(lists, change({ quantity: 3 }), [])).toEqual({
    ok: true,
    value: [heldList([heldItem("8", { note: "M", quantity: 3 })])],
  });
  expect(decideListStep(lists, removal, [])).toEqual({ ok: true, value: [heldList()] });
  for (const late of [change({ quantity: 3 }), removal]) {
    expect(decideListStep([heldList()], late, [])).toMatchObject({
      error: { reason: "list_item_unknown" },
    });
  }
});

test("[X13] [X15] nobody takes away what guests have reserved", () => {
  const lists = [heldList([heldItem("8", { quantity: 3, reserved: 2 })])];
  expect(decideListStep(lists, removal, [])).toMatchObject({
    error: { reason: "item_reserved", reserved: 2 },
  });
  expect(decideListStep(lists, change({ quantity: 1 }), [])).toMatchObject({
    error: { reason: "quantity_reserved" },
  });
  expect(decideListStep(lists, change({ quantity: 2 }), [])).toMatchObject({ ok: true });
});

test("[X10] [X15] a list does what its definition allows, and nothing while that isn't known", () => {
  const list = heldList([heldItem("8", { productId: 4, customProduct: null })], {
    definitionId: OF_ONE,
  });
  const reasonOf = (command: Parameters<typeof decideListStep>[1], more = {}) => {
    const decided = decideListStep([list], command, [definition(more)]);
    return decided.ok ? null : decided.error.reason;
  };
  expect(reasonOf(add())).toBe("custom_product_not_allowed");
  expect(reasonOf(add(), { allowCustomProduct: true })).toBeNull();
  expect(reasonOf(change({ quantity: 2 }))).toBe("quantity_not_allowed");
  const again = add({ productId: 4, text: null });
  expect(reasonOf(again)).toBe("quantity_not_allowed");
  expect(reasonOf(again, { allowQuantity: true })).toBeNull();
  expect(reasonOf(change({ note: "L" }))).toBeNull();
  expect(reasonOf(removal, { allowEdit: false })).toBe("edit_not_allowed");
  expect(decideListStep([list], removal, [])).toMatchObject({
    error: { reason: "edit_not_allowed" },
  });
  expect(powersNow({ definitionId: null }, []).allowEdit).toBe(true);
});

test("[X10] [X15] a new list is named by its command, if its definition makes any", () => {
  const create = (definitionId: number | null) => commandOf("create_list", 1, { definitionId });
  const ref = create(null).commandId;
  expect(decideListStep([heldList()], create(null), [])).toEqual({
    ok: true,
    value: [heldList(), heldList([], { ref })],
  });
  const of = (more: Partial<ListDefinition>) => decideListStep([], create(1), [definition(more)]);
  expect(of({})).toMatchObject({ value: [{ ref, definitionId: 1 }] });
  expect(of({ isPublished: false })).toMatchObject({ error: { reason: "definition_unknown" } });
  expect(of({ isActive: false })).toMatchObject({ error: { reason: "definition_unknown" } });
  expect(of({ allowNew: false })).toMatchObject({ error: { reason: "new_not_allowed" } });
  expect(decideListStep([], create(1), [])).toMatchObject({
    error: { reason: "definition_unknown" },
  });
});

test("[X15] a list has room for so many items", () => {
  const many = Array.from({ length: 500 }, (_, n) => heldItem(String(n)));
  expect(decideListStep([heldList(many)], add(), [])).toMatchObject({
    error: { reason: "too_many_items", max: 500 },
  });
});
