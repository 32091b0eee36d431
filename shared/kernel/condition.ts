import jsonLogic from "json-logic-js";
import { z } from "zod";
import { anyJson } from "./json.ts";

type Json = z.core.util.JSONType;

/** What a condition is evaluated on: plain data, without anybody's free JSON. */
export type ConditionData = Readonly<Record<string, Json>>;

/**
 * How deep a condition may be nested, how many parts it may have, and how long a text in it may be.
 */
const DEPTH_MAX = 20;
const PARTS_MAX = 200;
const TEXT_MAX = 4096;

/**
 * A JSON Logic rule that decides whether something applies (DOMAIN §16 no. 4). A rule that isn't
 * valid, or could cost too much, is refused when it is saved, so evaluating one can do no harm.
 */
export const conditionSchema = z.record(z.string(), anyJson).superRefine((rule, context) => {
  const problem = problemOfCondition(rule);
  if (problem !== null) context.addIssue({ code: "custom", message: problem });
});
export type Condition = z.infer<typeof conditionSchema>;

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

/** What the arguments of an operator must be, if it isn't just any values. */
type Arguments = "values" | "path" | "paths" | "list";

/**
 * The operators that a condition may use. Those that build texts or lists (`cat`, `merge`, `map`,
 * `reduce`) are left out, because their results can grow without bound.
 */
const OPERATORS: Readonly<Record<string, Arguments>> = {
  "==": "values",
  "===": "values",
  "!=": "values",
  "!==": "values",
  "<": "values",
  "<=": "values",
  ">": "values",
  ">=": "values",
  "!": "values",
  "!!": "values",
  and: "values",
  or: "values",
  if: "values",
  in: "values",
  "+": "values",
  "-": "values",
  "*": "values",
  "/": "values",
  "%": "values",
  min: "values",
  max: "values",
  var: "path",
  missing: "paths",
  some: "list",
  all: "list",
  none: "list",
};

/** The first problem with a rule; null if there is none. */
const problemOfCondition = (rule: Json): string | null => {
  let parts = 0;
  const problemOf = (part: Json, depth: number, isInList: boolean): string | null => {
    parts += 1;
    if (parts > PARTS_MAX) return `must not have more than ${PARTS_MAX} parts`;
    if (depth > DEPTH_MAX) return `must not be nested more than ${DEPTH_MAX} deep`;
    if (typeof part === "string") {
      return part.length > TEXT_MAX ? `must not have texts over ${TEXT_MAX} characters` : null;
    }
    if (part === null || typeof part !== "object") return null;
    if (Array.isArray(part)) return firstProblem(part, depth, isInList);
    const [[operator, value] = ["", null], ...others] = Object.entries(part);
    if (others.length > 0 || !Object.hasOwn(OPERATORS, operator)) {
      return `must be JSON Logic with the operators ${Object.keys(OPERATORS).join(" ")}`;
    }
    const values = Array.isArray(value) ? value : [value];
    const isList = OPERATORS[operator] === "list";
    // One list inside another would multiply the work.
    if (isList && isInList) return `must not use ${operator} inside another list`;
    return problemOfArguments(operator, values) ?? firstProblem(values, depth, isInList || isList);
  };
  const firstProblem = (all: readonly Json[], depth: number, isInList: boolean): string | null => {
    for (const each of all) {
      const problem = problemOf(each, depth + 1, isInList);
      if (problem !== null) return problem;
    }
    return null;
  };
  return problemOf(rule, 1, false);
};

const problemOfArguments = (operator: string, values: readonly Json[]): string | null => {
  switch (OPERATORS[operator]) {
    case "path":
      return values.length > 0 && values.length <= 2 && values.slice(0, 1).every(isPath)
        ? null
        : `must name what ${operator} reads by its path, such as "birth_year"`;
    case "paths":
      return values.every(isPath) ? null : `must name what ${operator} looks for by their paths`;
    case "list":
      return values.length === 2 ? null : `must give ${operator} a list and a condition`;
    default:
      return values.length > 0 ? null : `must give ${operator} something`;
  }
};

const isPath = (value: Json): boolean => typeof value === "string" || typeof value === "number";

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
