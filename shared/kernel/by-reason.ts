/**
 * One entry for each reason in a closed list of refusals: a new reason doesn't compile without one.
 */
export type ByReason<R extends { readonly reason: string }, T> = {
  readonly [K in R["reason"]]: T | ((refusal: Extract<R, { readonly reason: K }>) => T);
};

/** Looks up a refusal's entry in a table. */
export const byReason = <R extends { readonly reason: string }, T extends object>(
  table: ByReason<R, T>,
  refusal: R,
): T => {
  const entry = table[refusal.reason as R["reason"]];
  return typeof entry === "function" ? (entry as (refusal: R) => T)(refusal) : (entry as T);
};
