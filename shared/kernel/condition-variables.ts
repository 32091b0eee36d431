import type { z } from "zod";
import type { Condition } from "./condition.ts";
import type { anyJson } from "./json.ts";

type Json = z.output<typeof anyJson>;

/**
 * The first path that a condition reads and that isn't one of these, nor a place in a list that is;
 * null if all are.
 */
export const unknownPath = (condition: Condition, known: readonly string[]): string | null =>
  pathsRead(condition).find((path) => !known.includes(path.replace(/\.\d+$/, ""))) ?? null;

/** What is read in the condition on the parts of a list is in a part, so it is left out. */
const pathsRead = (part: Json): readonly string[] => {
  if (Array.isArray(part)) return part.flatMap(pathsRead);
  if (part === null || typeof part !== "object") return [];
  return Object.entries(part).flatMap(([operator, value]) => {
    const values = Array.isArray(value) ? value : [value];
    const { paths, others } = argumentsOf(operator, values);
    return [...paths.map(String), ...others.flatMap(pathsRead)];
  });
};

const argumentsOf = (operator: string, values: readonly Json[]) => {
  switch (operator) {
    case "var":
      return { paths: values.slice(0, 1), others: values.slice(1) };
    case "missing":
      return { paths: values, others: [] };
    case "some":
    case "all":
    case "none":
      return { paths: [], others: values.slice(0, 1) };
    default:
      return { paths: [], others: values };
  }
};
