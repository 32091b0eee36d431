import { type Camel, camel } from "./case.ts";

/** How one value looks outside, in a row or in the API, and how it looks to our code. */
export type Encoder<Outside, Inside> = { readonly encode: (inside: Inside) => Outside };
export type Codec<Outside, Inside> = Encoder<Outside, Inside> & {
  readonly decode: (outside: Outside) => Inside;
};

type Encoders = Readonly<Record<string, Encoder<unknown, never>>>;
type Codecs = Readonly<
  Record<string, Encoder<unknown, never> & { readonly decode: (outside: never) => unknown }>
>;

type OutsideOf<C> = C extends { readonly encode: (inside: never) => infer Outside }
  ? Outside
  : never;
type InsideOf<C> = C extends { readonly encode: (inside: infer Inside) => unknown }
  ? Inside
  : never;

/** The object outside, by the names that the table of codecs gives its fields: `external_code`. */
export type Outside<F> = { readonly [K in keyof F]: OutsideOf<F[K]> };

/** The object inside, by the same names as code writes them: `externalCode`. */
export type Inside<F> = { readonly [K in keyof F & string as Camel<K>]: InsideOf<F[K]> };

/** Writes an object of ours as the outside has it. Fields that the table does not have are left out. */
export const encoderOf = <F extends Encoders>(
  fields: F,
): ((inside: Inside<F>) => { -readonly [K in keyof F]: OutsideOf<F[K]> }) => {
  const names = namesOf(fields);
  return (inside) => {
    const values: Readonly<Record<string, unknown>> = inside;
    return Object.fromEntries(
      names.map(([outer, inner, { encode }]) => [outer, encode(values[inner] as never)]),
    ) as Outside<F>;
  };
};

/** The same for those fields that are given; what is undefined is left out. */
export const partialEncoderOf = <F extends Encoders>(
  fields: F,
): ((inside: object) => Partial<Outside<F>>) => {
  const names = namesOf(fields);
  return (inside) => {
    const values = inside as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      names.flatMap(([outer, inner, { encode }]) =>
        values[inner] === undefined ? [] : [[outer, encode(values[inner] as never)]],
      ),
    ) as Partial<Outside<F>>;
  };
};

/** Reads an object from outside. Fields that the table does not have are left out. */
export const decoderOf = <F extends Codecs>(fields: F): ((outside: Outside<F>) => Inside<F>) => {
  const names = namesOf(fields);
  return (outside) => {
    const values: Readonly<Record<string, unknown>> = outside;
    return Object.fromEntries(
      names.map(([outer, inner, { decode }]) => [inner, decode(values[outer] as never)]),
    ) as Inside<F>;
  };
};

const namesOf = <C>(fields: Readonly<Record<string, C>>) =>
  Object.entries(fields).map(([name, codec]) => [name, camel(name), codec] as const);
