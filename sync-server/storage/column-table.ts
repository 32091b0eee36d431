import {
  decoderOf,
  type Encoder,
  type Inside,
  type Outside,
  partialEncoderOf,
} from "#shared/kernel/codec.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { type MarkedName, marked } from "#shared/kernel/object.ts";
import type { ColumnKind } from "./column.ts";

type AnyColumn = Encoder<unknown, never> & {
  readonly kind: ColumnKind;
  readonly decode: (row: never) => unknown;
  readonly isListed?: true;
  readonly isCaseless?: true;
  readonly isGenerated?: true;
  readonly stampedOn?: "insert" | "write";
  readonly isOwner?: boolean;
};

/**
 * A table declared once: its row type, its record type and its list fields follow from the columns.
 */
export type ColumnTable<Row, Value, New, Field extends string> = {
  readonly name: string;
  /** The column that identifies a row within its tenant. Lists use it to break ties. */
  readonly key: string;
  /** The column with the profile that a row belongs to, qualified; null if rows belong to none. */
  readonly owner: string | null;
  /** The columns that are set to the time of each write, and only to that of the first. */
  readonly stamps: Readonly<Record<"write" | "insert", readonly string[]>>;
  readonly recordOf: (row: Row) => Value;
  /** The columns of the fields that are set. */
  readonly rowOf: (record: Partial<Value> | New) => Partial<Row>;
  /** The columns that lists are filtered and sorted by. */
  readonly listed: Readonly<
    Record<Field, { readonly kind: ColumnKind; readonly isCaseless?: true }>
  >;
};

/** The record type of a column table: `RecordOf<typeof locationTable>`. */
export type RecordOf<T> =
  T extends ColumnTable<infer _Row, infer Value, never, never> ? Value : never;

/** The fields of a new record. Nullable ones may be left out. */
export type NewRecordOf<T> =
  T extends ColumnTable<infer _Row, infer _Value, infer New, never> ? New : never;

/** The names of the columns that a list can filter and sort by. */
export type ListedField<T extends { readonly listed: object }> = keyof T["listed"] & string;

/** The row type, for `Tables`. */
export type RowOf<T> = { tenant_id: string } & (T extends ColumnTable<
  infer Row,
  infer _Value,
  never,
  never
>
  ? Row
  : never);

type NullableName<C> = {
  [K in keyof C]: null extends Outside<C>[K] ? K : never;
}[keyof C];

/**
 * A new record: without the columns that are filled in for it, and with nullable ones optional.
 */
type NewOf<C> = Inside<Omit<C, MarkedName<C, "isGenerated"> | NullableName<C>>> &
  Partial<Inside<Pick<C, NullableName<C>>>>;

/**
 * Declares a table by its columns, all but `tenant_id`, which every table has:
 *
 *     export const locationTable = columnTable("locations", {
 *       id: listed(generated(numberOf(locationIdSchema))),
 *       external_code: listed(nullable(text)),
 *     });
 *
 * `RecordOf<typeof locationTable>` is then `{ id: LocationId; externalCode: string | null }`. A
 * column that holds a profile's id says whether the row is hidden with it: `owner` or `notOwner`.
 * One with a location's is called so, by which `KEEPS_LOCATION` finds it.
 */
export const columnTable = <C extends Readonly<Record<string, AnyColumn>>>(
  name: string,
  declared: C & SaysOwner<C>,
  key = "id",
): ColumnTable<Outside<C>, Inside<C>, NewOf<C>, MarkedName<C, "isListed">> => {
  const columns: C = declared;
  return {
    name,
    key,
    owner: ownerOf(name, columns),
    stamps: { write: stampedOn("write", columns), insert: stampedOn("insert", columns) },
    recordOf: decoderOf(columns),
    rowOf: partialEncoderOf(columns),
    listed: marked<AnyColumn, C, "isListed">(columns, "isListed"),
  };
};

/** The key of a table may be of any kind: its profiles and locations have theirs. */
type SaysOwner<C> = {
  readonly [K in
    | Exclude<keyof C & `${string}profile_id`, `external_${string}`>
    | Exclude<Of<C, ProfileId>, "id">]: { readonly isOwner: boolean };
} & {
  readonly [K in Exclude<Of<C, LocationId>, "id" | `${string}location_id`>]: never;
};

/** The columns that hold such an id, by whatever name. */
type Of<C, Id> = {
  [K in keyof C]: C[K] extends { readonly decode: (row: never) => infer Value }
    ? [NonNullable<Value>] extends [never]
      ? never
      : [NonNullable<Value>] extends [Id]
        ? K
        : never
    : never;
}[keyof C];

const stampedOn = (
  write: "insert" | "write",
  columns: Readonly<Record<string, AnyColumn>>,
): readonly string[] => Object.keys(columns).filter((name) => columns[name]?.stampedOn === write);

const ownerOf = (name: string, columns: Readonly<Record<string, AnyColumn>>): string | null => {
  const owner = Object.entries(columns).find(([, { isOwner }]) => isOwner)?.[0];
  return owner === undefined ? null : `${name}.${owner}`;
};
