import jsonLogic from "json-logic-js";
import type { Condition, ConditionData } from "./condition.ts";

/** Whether a condition holds. No condition always does; one that can't be evaluated never does. */
export const conditionHolds = (condition: Condition | null, data: ConditionData): boolean => {
  if (condition === null) return true;
  try {
    return jsonLogic.truthy(jsonLogic.apply(condition, data));
  } catch {
    // Only comparing with a list or an object can fail.
    return false;
  }
};

/**
 * What the data itself has under a path, never what JavaScript adds to it; undefined if there is
 * nothing.
 */
const valueAt = (data: unknown, path: string): unknown => {
  let value = data;
  if (path === "") return value;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) {
      return undefined;
    }
    value = Reflect.get(value, name);
  }
  return value;
};

/**
 * Compares in order. A value that is missing is neither more nor less than anything (§16 no. 4).
 */
const comparing =
  (isInOrder: (a: never, b: never) => boolean) =>
  (...values: readonly unknown[]): boolean =>
    values.length >= 2 &&
    values.every((value) => value !== null && value !== undefined) &&
    values.slice(1).every((value, index) => isInOrder(values[index] as never, value as never));

// The library's own are more lenient: they read prototypes, and take null for 0.
jsonLogic.add_operation("var", function (this: unknown, path: unknown, otherwise: unknown = null) {
  const value = valueAt(this, String(path));
  return value === undefined ? otherwise : value;
});
jsonLogic.add_operation("missing", function (this: unknown, ...paths: readonly unknown[]) {
  return paths.filter((path) => {
    const value = valueAt(this, String(path));
    return value === undefined || value === null || value === "";
  });
});
jsonLogic.add_operation("in", (part: unknown, whole: unknown): boolean => {
  if (Array.isArray(whole)) return whole.includes(part);
  return typeof whole === "string" && typeof part === "string" && whole.includes(part);
});
jsonLogic.add_operation(
  "<",
  comparing((a, b) => a < b),
);
jsonLogic.add_operation(
  "<=",
  comparing((a, b) => a <= b),
);
jsonLogic.add_operation(
  ">",
  comparing((a, b) => a > b),
);
jsonLogic.add_operation(
  ">=",
  comparing((a, b) => a >= b),
);
