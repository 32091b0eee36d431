/** Some fields of a record, as a body sends them: what is undefined stays as it is. */
export type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Drops the fields that are undefined; null stays. */
export const definedFields = <T extends object>(
  fields: T,
): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** Each of them once, without null. */
export const distinct = <T>(values: readonly (T | null)[]): readonly T[] => [
  ...new Set(values.filter((value) => value !== null)),
];

/** An object with the same value under each name. */
export const recordOf = <K extends string, T>(names: readonly K[], value: T): Record<K, T> =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<K, T>;

/** The keys of a table, in the order written. For tables with a closed list of keys. */
export const namesOf = <K extends string>(table: Readonly<Record<K, unknown>>): readonly K[] =>
  Object.keys(table) as K[];

/** A table with the same keys and other values. */
export const mapTable = <K extends string, A, B>(
  table: Readonly<Record<K, A>>,
  change: (value: A, name: K) => B,
): Record<K, B> =>
  Object.fromEntries(namesOf(table).map((name) => [name, change(table[name], name)])) as Record<
    K,
    B
  >;

/** One property of each entry of a table, under the same keys, such as the view of every field. */
export const pluck = <T extends Readonly<Record<string, object>>, P extends keyof T[keyof T]>(
  table: T,
  property: P,
): { [K in keyof T]: T[K][P] } =>
  Object.fromEntries(entriesOf(table).map(([name, entry]) => [name, entry[property]])) as {
    [K in keyof T]: T[K][P];
  };

/** `Object.entries` with the keys as narrow as in the object's type. */
export const entriesOf = <T extends object>(table: T): [keyof T & string, T[keyof T]][] =>
  Object.entries(table) as [keyof T & string, T[keyof T]][];

/** The keys of the entries that carry a mark, such as `isListed: true`. */
export type MarkedName<T, Mark extends string> = {
  [K in keyof T & string]: T[K] extends { readonly [M in Mark]: true } ? K : never;
}[keyof T & string];

/** The entries that carry a mark. */
export const marked = <
  Entry extends object,
  T extends Readonly<Record<string, Entry>>,
  Mark extends string,
>(
  table: T & Readonly<Record<string, Entry>>,
  mark: Mark,
): Readonly<Record<MarkedName<T, Mark>, Entry>> =>
  Object.fromEntries(Object.entries(table).filter(([, entry]) => mark in entry)) as Readonly<
    Record<MarkedName<T, Mark>, Entry>
  >;

/** The fields of an object whose names are keys of a table. */
export const pick = <T extends object, K extends string>(
  fields: T,
  names: Readonly<Record<K, unknown>>,
): Pick<T, K & keyof T> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(names, name))) as Pick<
    T,
    K & keyof T
  >;

/** The other fields. */
export const without = <T extends object, K extends string>(
  fields: T,
  names: Readonly<Record<K, unknown>>,
): Omit<T, K> =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => !Object.hasOwn(names, name)),
  ) as Omit<T, K>;

/** The named fields of an object, which are a part of another; what else it has is dropped. */
export const partOf = <T extends object>(
  fields: object,
  names: readonly (keyof T & string)[],
): Partial<T> => pick(fields, recordOf(names, true)) as Partial<T>;
