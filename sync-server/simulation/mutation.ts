/** A fault in the real code that the simulation must find. */
export type Mutation = {
  readonly name: string;
  /** The rule that the simulation must find broken. */
  readonly rule: RegExp;
  /** A seed that shows it: where the search begins, so that it's short. 1 unless given. */
  readonly firstSeed?: number;
  readonly plant: () => void;
};
