/** `external_code` as `externalCode`. */
export type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** An object from the API or a database row, with its keys in camel case. */
export type CamelKeys<T extends object> = {
  [K in keyof T as K extends string ? Camel<K> : never]: T[K];
};

/**
 * Turns `external_code` into `externalCode`: the API and the database use snake case, code uses
 * camel case.
 */
export const camel = <Name extends string>(name: Name): Camel<Name> =>
  name.replaceAll(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()) as Camel<Name>;

/** Turns `mobilePhone` back into `mobile_phone`, to name a field of ours to the API. */
export const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Renames an object's keys and leaves their values alone. */
export const camelKeys = <T extends object>(fields: T): CamelKeys<T> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [camel(name), value]),
  ) as CamelKeys<T>;
