import { describe, expect, test } from "vitest";
import { readableInstead, readsAnyOf, unknownPath } from "./condition-variables.ts";

const KNOWN = ["birth_year", "flattened_tags", "product", "product.brand", "custom.*.*"];

describe("[Q10] what a condition reads", () => {
  test("may be what there is, a place in a list of it, or anything of a part of a list", () => {
    for (const condition of [
      { "==": [{ var: "birth_year" }, "nonsense"] },
      { "==": [{ var: ["product.brand", "none"] }, "X"] },
      { "==": [{ var: "flattened_tags.0" }, "vip"] },
      { "==": [{ var: "flattened_tags.10" }, null] },
      { some: [{ var: "flattened_tags" }, { "==": [{ var: "" }, "vip"] }] },
      { "!": [{ missing: ["birth_year", "product"] }] },
      { "==": [1, 1] },
      { "==": [{ var: "custom.shop.size" }, 9] },
      { "==": [{ var: "custom.shop.sizes.0" }, 9] },
    ]) {
      expect(unknownPath(condition, KNOWN), JSON.stringify(condition)).toBeNull();
    }
  });

  test("is refused by its name otherwise, however deep it is", () => {
    for (const [condition, path] of [
      [{ var: "birthyear" }, "birthyear"],
      [{ and: [{ var: "birth_year" }, { "!": [{ var: "product.colour" }] }] }, "product.colour"],
      [{ var: ["birth_year", { var: "age" }] }, "age"],
      [{ missing: ["birth_year", "age"] }, "age"],
      [{ none: [{ var: "tags" }, { var: "" }] }, "tags"],
      [{ var: "" }, ""],
      [{ var: 1 }, "1"],
      [{ var: "product.0.brand" }, "product.0.brand"],
      [{ var: "custom.shop" }, "custom.shop"],
      [{ var: "custom..size" }, "custom..size"],
      [{ var: "customs.shop.size" }, "customs.shop.size"],
      [{ var: "custom.shop.size.big" }, "custom.shop.size.big"],
    ] as const) {
      expect(unknownPath(condition as never, KNOWN), JSON.stringify(condition)).toBe(path);
    }
  });

  test("is refused with what is beside it, or else with all that there is", () => {
    expect(readableInstead("product.brnd", KNOWN)).toEqual(["product.brand"]);
    const all = ["birth_year", "flattened_tags", "product", "product.*", "custom.*.*"];
    expect(readableInstead("age", KNOWN)).toEqual(all);
    expect(readableInstead("shop.age", KNOWN)).toEqual(all);
  });
});

test("a condition asks for a name if it reads it or something in it", () => {
  const names = ["product", "balance"];
  const asks = (...conditions: readonly unknown[]) => readsAnyOf(conditions as never, names);
  expect(asks(null, { "==": [{ var: "product.brand" }, "X"] })).toBe(true);
  expect(asks({ "!": [{ missing: ["balance"] }] })).toBe(true);
  expect(asks({ "==": [{ var: "products" }, "product"] })).toBe(false);
  expect(asks(null)).toBe(false);
  expect(asks()).toBe(false);
});
