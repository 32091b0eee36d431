/**
 * Texts of another language by the names of the English ones. What is missing is said in English.
 */
export type Translation<Texts> = {
  readonly [Name in keyof Texts]?: Texts[Name] extends string ? string : Translation<Texts[Name]>;
};
