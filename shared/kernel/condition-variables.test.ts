import { describe, expect, test } from "vitest";
import { unknownPath } from "./condition-variables.ts";

const KNOWN = ["birth_year", "flattened_tags", "product", "product.brand"];

describe("[Q10] what a condition reads", () => {
  test("may be what there is, a place in a list of it, or anything of a part of a list", () => {
    for (const condition of [
      { "==": [{ var: "birth_year" }, "nonsense"] },
      { "==": [{ var: ["product.brand", "none"] }, "X"] },
      { "==": [{ var: "flattened_tags.0" }, "vip"] },
      { some: [{ var: "flattened_tags" }, { "==": [{ var: "" }, "vip"] }] },
      { "!": [{ missing: ["birth_year", "product"] }] },
      { "==": [1, 1] },
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
    ] as const) {
      expect(unknownPath(condition as never, KNOWN), JSON.stringify(condition)).toBe(path);
    }
  });
});
