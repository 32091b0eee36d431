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
