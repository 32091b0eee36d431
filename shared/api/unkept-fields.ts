import { z } from "zod";

/**
 * A field of a body that isn't kept: its schema has no place for it, or it is an unreadable detail.
 */
export type UnkeptField = {
  readonly path: (string | number)[];
  /** Whether the answer shows a field here: then the caller has probably sent back what it read. */
  readonly isShown: boolean;
};

/** The most unkept fields that an answer names. */
export const UNKEPT_MAX = 50;

/**
 * The fields of `value` that aren't kept, at any depth: those that `body` has no place for, and
 * details that can't be read. Zod drops them, so without this nobody would notice a misspelt name.
 * `shown` is the schema that the object is shown with. A schema that takes any JSON, or any further
 * fields, has a place for everything.
 */
export const unkeptFields = (
  value: unknown,
  body: z.core.$ZodType | undefined,
  shown: z.core.$ZodType | undefined,
): readonly UnkeptField[] =>
  search(value, body ? innermost(body) : [], shown ? innermost(shown) : [], []);

/** `items.*.colour`: paths that differ only in an index are one. */
export const unkeptNames = (fields: readonly UnkeptField[]): string[] => {
  const names = fields.map(({ path }) =>
    path.map((part) => (typeof part === "number" ? "*" : part)).join("."),
  );
  return [...new Set(names)].slice(0, UNKEPT_MAX);
};

type Schemas = readonly z.core.$ZodType[];

const search = (
  value: unknown,
  body: Schemas,
  shown: Schemas,
  path: readonly (string | number)[],
): readonly UnkeptField[] => {
  if (Array.isArray(value)) {
    const elements = elementsOf(body);
    return value.flatMap((each, index) => {
      const here = [...path, index];
      return isUnreadableElement(body, each)
        ? [{ path: here, isShown: true }]
        : search(each, elements, elementsOf(shown), here);
    });
  }
  if (typeof value !== "object" || value === null || !isClosed(body)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const [known, view] = [fieldOf(body, name), fieldOf(shown, name)];
    const here = [...path, name];
    if (isUnreadableDetail(body, name, inner)) return [{ path: here, isShown: true }];
    return known.length > 0
      ? search(inner, known, view, here)
      : [{ path: here, isShown: view.length > 0 }];
  });
};

/** Whether an object can only have the fields that one of these schemas names. */
const isClosed = (schemas: Schemas): boolean =>
  schemas.some((schema) => schema instanceof z.ZodObject) &&
  schemas.every((schema) =>
    schema instanceof z.ZodObject
      ? schema.def.catchall === undefined
      : !(schema instanceof z.ZodRecord || schema instanceof z.ZodCustom),
  );

const fieldOf = (schemas: Schemas, name: string): Schemas =>
  schemas.flatMap((schema) => {
    if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, name)) return [];
    const field = schema.shape[name];
    return field ? innermost(field) : [];
  });

const isUnreadableDetail = (schemas: Schemas, name: string, value: unknown): boolean =>
  schemas.some(
    (schema) =>
      schema instanceof z.ZodObject &&
      Object.hasOwn(schema.shape, name) &&
      isUnreadable(schema.shape[name], value),
  );

const isUnreadableElement = (schemas: Schemas, value: unknown): boolean =>
  schemas.some((schema) => schema instanceof z.ZodArray && isUnreadable(schema.element, value));

/** `catch` marks a detail; see `detail` in fields.ts. */
const isUnreadable = (schema: z.core.$ZodType | undefined, value: unknown): boolean =>
  schema instanceof z.ZodCatch && !z.safeParse(schema.def.innerType, value).success;

const elementsOf = (schemas: Schemas): Schemas =>
  schemas.flatMap((schema) => (schema instanceof z.ZodArray ? innermost(schema.element) : []));

/** What a schema accepts, without what wraps it; several if there are alternatives. */
const innermost = (schema: z.core.$ZodType): Schemas => {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(innermost);
  if (schema instanceof z.ZodPipe) return innermost(schema.in);
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly;
  return isWrapper ? innermost(schema.unwrap()) : [schema];
};
