/** Throws if an invariant doesn't hold: that is a bug, never bad input. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`);
}

/** Returns the value, or throws if it is missing: for what an earlier check has already proved. */
export const assertDefined = <T>(value: T | null | undefined, message: string): T => {
  if (value === null || value === undefined) throw new Error(`Assertion failed: ${message}`);
  return value;
};

/** Ends a switch over a closed union; a new member breaks the build until it is handled. */
export const unreachable = (value: never): never => {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
};
