/** `external_code` as `externalCode`. */
export type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** An object of the API or of a row with our names for its fields. */
export type CamelKeys<T extends object> = {
  [K in keyof T as K extends string ? Camel<K> : never]: T[K];
};

/** `external_code` becomes `externalCode`: how the API and the database name what code names too. */
export const camel = <Name extends string>(name: Name): Camel<Name> =>
  name.replaceAll(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()) as Camel<Name>;

/** Renames the fields of an object and leaves their values alone. */
export const camelKeys = <T extends object>(fields: T): CamelKeys<T> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [camel(name), value]),
  ) as CamelKeys<T>;
