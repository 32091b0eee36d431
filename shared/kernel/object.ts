/** The fields of an object that are there: what is undefined is left out, null stays. */
export const definedFields = <T extends object>(
  fields: T,
): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** An object that holds the same value under each of the names. */
export const recordOf = <K extends string, T>(names: readonly K[], value: T): Record<K, T> =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<K, T>;

/** The names in a table, in the order written there. For tables whose names are a closed list. */
export const namesOf = <K extends string>(table: Readonly<Record<K, unknown>>): readonly K[] =>
  Object.keys(table) as K[];

/** A table with the same names and other values. */
export const mapTable = <K extends string, A, B>(
  table: Readonly<Record<K, A>>,
  change: (value: A, name: K) => B,
): Record<K, B> =>
  Object.fromEntries(namesOf(table).map((name) => [name, change(table[name], name)])) as Record<
    K,
    B
  >;
