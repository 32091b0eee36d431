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
