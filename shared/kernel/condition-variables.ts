import type { z } from "zod";
import type { Condition } from "./condition.ts";
import type { anyJson } from "./json.ts";

type Json = z.output<typeof anyJson>;

/**
 * The first path that a condition reads and that isn't one of these, nor a place in a list that is;
 * null if all are. A `*` in a known path stands for any one name.
 */
export const unknownPath = (condition: Condition, known: readonly string[]): string | null =>
  pathsRead(condition).find((path) => !isKnown(path, known)) ?? null;

const isKnown = (path: string, known: readonly string[]): boolean => {
  const asked = [path, path.replace(/\.\d+$/, "")];
  return known.some((name) => asked.some((each) => isMeant(each, name)));
};

const isMeant = (path: string, name: string): boolean => {
  if (!name.includes("*")) return path === name;
  const parts = name.split(".");
  const names = path.split(".");
  const fits = (part: string, index: number) =>
    part === "*" ? (names[index] ?? "") !== "" : part === names[index];
  return names.length === parts.length && parts.every(fits);
};

/**
 * What can be read instead of an unknown path: what is beside it, or else everything, with the
 * names inside of something shortened to `attributes.comms.*`.
 */
export const readableInstead = (path: string, known: readonly string[]): readonly string[] => {
  const parent = parentOf(path);
  const beside = known.filter((name) => parentOf(name) === parent);
  if (parent !== "" && beside.length > 0) return beside;
  return [...new Set(known.map((name) => (parentOf(name) === "" ? name : `${parentOf(name)}.*`)))];
};

const parentOf = (path: string): string => path.split(".").slice(0, -1).join(".");

/** Whether any of these conditions reads one of these names, or something in it. */
export const readsAnyOf = (
  conditions: readonly (Condition | null)[],
  names: readonly string[],
): boolean =>
  conditions.some(
    (condition) =>
      condition !== null &&
      pathsRead(condition).some((path) =>
        names.some((name) => path === name || path.startsWith(`${name}.`)),
      ),
  );

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
