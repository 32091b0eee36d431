import type { WriteDeps } from "./sql.ts";

/** One open transaction of either database, and what a write in it is told of the world outside. */
export type WriteContext = Pick<WriteDeps, "sql" | "dialect" | "tenantId" | "now" | "newId">;

/**
 * Runs one write in a transaction that the caller has opened and will commit, or roll back when this
 * rejects. Every write to either database comes through here, so that what a write needs is put
 * together once.
 */
export const runWrite = <Output>(
  context: WriteContext,
  write: (deps: WriteDeps) => Promise<Output>,
): Promise<Output> => write(context);
