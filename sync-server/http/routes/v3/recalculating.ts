import type { WriteName } from "#sync-server/writes.ts";
import type { Plane } from "./v3-deps.ts";

/** Only records what follows from other data; the reference asks for these by GET. */
const RECALCULATES: ReadonlySet<WriteName> = new Set([
  "calculateAggregations",
  "calculateTiers",
  "resendProfile",
]);

/** The `write` of a GET route: whoever may only read can't write anything else by it. */
export const recalculating =
  ({ write }: Plane): Plane["write"] =>
  (name, input) =>
    RECALCULATES.has(name)
      ? write(name, input)
      : Promise.reject(new Error(`A GET route doesn't ${name}`));
