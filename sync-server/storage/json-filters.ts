import { sql } from "kysely";
import { dialectOf } from "./dialect.ts";
import type { FieldSql } from "./list-query.ts";

/** A column that holds JSON, and the key in it if not all of it is meant. */
type Place = { readonly column: string; readonly key?: string };

/** What a list can filter by of the free fields that a column holds. */
export const FREE_FIELDS = {
  custom_fields: { kind: "custom_fields" },
  meta: { kind: "json" },
  tags: { kind: "json" },
} as const;

/** How it does. */
export const freeFieldsIn = (
  column: string,
): Readonly<Record<keyof typeof FREE_FIELDS, FieldSql>> => ({
  custom_fields: customFieldIn({ column, key: "custom_fields" }),
  meta: jsonIn({ column, key: "meta" }),
  tags: jsonIn({ column, key: "tags" }),
});

/** Custom fields by their values as text; the filter names the namespace and the handle. */
export const customFieldIn = ({ column, key }: Place): FieldSql => ({
  column,
  named: ({ dialect }, [namespace = "", handle = ""]) => {
    const { anyTextIn, elementsIn, elementsOf, textIn } = dialectOf(dialect);
    const fields = key === undefined ? elementsOf(column) : elementsIn(column, key);
    const part = (name: string) => sql.raw(textIn("element.value", name));
    return {
      column: sql.raw(anyTextIn("element.value", "value")),
      within: {
        select: sql`select 1 from ${sql.raw(fields)}
          where ${part("namespace")} = ${namespace} and ${part("handle")} = ${handle}`,
      },
    };
  },
});

/**
 * JSON by what it has at a path that the filter names: a text, number or boolean, as text, or a
 * list that holds one.
 */
export const jsonIn = ({ column, key }: Place): FieldSql => ({
  column,
  named: ({ dialect }, names) => {
    const { pathOf, valuesAt, valueText } = dialectOf(dialect);
    const path = pathOf(key === undefined ? names : [key, ...names]);
    const [before, after] = valuesAt(column);
    return {
      column: sql.raw(valueText),
      within: { select: sql`select 1 from ${sql.raw(before)}${path}${sql.raw(after)}` },
    };
  },
});
