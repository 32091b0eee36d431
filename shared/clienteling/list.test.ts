import { expect, test } from "vitest";
import { productIdSchema, variantIdSchema } from "#shared/kernel/ids.ts";
import {
  freeHandle,
  handleFrom,
  type ItemContent,
  matchItems,
  NEW_ITEM,
  powersOf,
  problemOfItem,
} from "./list.ts";

const SHIRT = productIdSchema.parse(1);
const RED = variantIdSchema.parse(2);
const item = (fields: Partial<ItemContent>): ItemContent => ({ ...NEW_ITEM, ...fields });
const ALL = {
  ...{ allowShare: true, allowReserve: true, allowQuantity: true },
  ...{ allowCustomProduct: true, allowEdit: true, allowDelete: true },
};
const NONE = { ...ALL, allowQuantity: false, allowCustomProduct: false };

test("[X10] a list without a definition is private", () => {
  expect(powersOf(null)).toEqual({ ...ALL, allowShare: false, allowReserve: false });
  expect(powersOf(NONE)).toBe(NONE);
});

test("[X10] [X11] [X13] an item is one thing, as its definition allows, and no fewer than are reserved", () => {
  const fresh = { before: null, others: [], reserved: 0 };
  const red = item({ productId: SHIRT, productVariantId: RED });
  const custom = item({ customProduct: { title: "A hug" } });
  expect(problemOfItem(item({}), ALL, fresh)).toEqual({ reason: "item_empty" });
  expect(problemOfItem(item({ productCategoryId: 7 }), NONE, fresh)).toBeNull();
  expect(problemOfItem({ ...red, customProduct: [] }, ALL, fresh)).toEqual({
    reason: "item_twofold",
  });
  expect(problemOfItem(custom, ALL, fresh)).toBeNull();
  expect(problemOfItem(custom, NONE, fresh)).toEqual({ reason: "custom_product_not_allowed" });
  expect(problemOfItem(custom, NONE, { before: custom, others: [], reserved: 0 })).toBeNull();
  const three = { ...red, quantity: 3 };
  expect(problemOfItem(three, ALL, fresh)).toBeNull();
  expect(problemOfItem(three, NONE, fresh)).toEqual({ reason: "quantity_not_allowed" });
  expect(problemOfItem(three, NONE, { before: three, others: [], reserved: 0 })).toBeNull();
  expect(
    problemOfItem({ ...red, quantity: 2 }, NONE, { before: three, others: [], reserved: 2 }),
  ).toBeNull();
  expect(
    problemOfItem({ ...red, quantity: 1 }, ALL, { before: three, others: [], reserved: 2 }),
  ).toEqual({
    ...{ reason: "quantity_reserved", reserved: 2 },
  });
});

test("[X10] where a list takes one of each, another item of the same product is a second one", () => {
  const red = item({ productId: SHIRT, productVariantId: RED });
  const any = item({ productId: SHIRT });
  const second = { reason: "quantity_not_allowed" };
  const isIn = (others: readonly ItemContent[], before: ItemContent | null = null) =>
    ({ before, others, reserved: 0 }) as const;
  for (const each of [red, any]) {
    expect(problemOfItem(each, NONE, isIn([each]))).toEqual(second);
    expect(problemOfItem(each, ALL, isIn([each]))).toBeNull();
    expect(problemOfItem(each, NONE, isIn([each], each))).toBeNull();
  }
  expect(problemOfItem(red, NONE, isIn([any]))).toBeNull();
  expect(problemOfItem(red, NONE, isIn([red], any))).toEqual(second);
  const category = item({ productCategoryId: 7 });
  expect(problemOfItem(category, NONE, isIn([category]))).toBeNull();
});

test("[X11] an item that is sent means that of its id, its external id or its product", () => {
  const variant = { id: 1, ...item({ productId: SHIRT, productVariantId: RED }) };
  const product = { id: 2, ...item({ productId: SHIRT }) };
  const external = { id: 3, ...item({ productId: SHIRT, externalId: "X" }) };
  const known = [variant, product, external];
  const match = (sent: Parameters<typeof matchItems>[1]) => {
    const matched = matchItems(known, sent);
    return matched.ok ? matched.value.map((each) => each?.id ?? null) : matched.error;
  };
  expect(match([{ productVariantId: RED, productId: SHIRT }, { productId: SHIRT }])).toEqual([
    1, 2,
  ]);
  expect(match([{ id: 2, externalId: "X", productVariantId: RED }])).toEqual([2]);
  expect(match([{ externalId: "X", productVariantId: RED }, { externalId: "Y" }])).toEqual([
    3,
    null,
  ]);
  expect(match([{ customProduct: {} }, { productVariantId: variantIdSchema.parse(9) }])).toEqual([
    null,
    null,
  ]);
  expect(match([{ productId: SHIRT }, { id: 9 }])).toEqual({ reason: "item_unknown", at: 1 });
  expect(match([{ productId: SHIRT }, { id: 2 }])).toEqual({ reason: "item_twice", at: 1 });
  expect(match([{ customProduct: {} }, { customProduct: {} }])).toEqual([null, null]);
});

test("[X12] handles are made of names, and are free", () => {
  expect(handleFrom("  Ada's Wedding, 2027! ")).toBe("ada-s-wedding-2027");
  expect(handleFrom("願い")).toBe("list");
  expect(handleFrom("x".repeat(200))).toHaveLength(80);
  expect(freeHandle("a", ["b"])).toBe("a");
  expect(freeHandle("a", ["a", "a-2"])).toBe("a-3");
});
