import type { WriteDeps } from "./sql.ts";
import { lockStatement } from "./statement.ts";

/**
 * Lets nobody else have the lock with this name until the end of the transaction. For what has no
 * row to lock yet.
 */
export const lockNamed = async (deps: WriteDeps, name: string): Promise<void> => {
  await lock(deps, [name]);
};

/** The same, but only against those who want the lock alone: others may share it. */
export const lockNamedShared = async (deps: WriteDeps, name: string): Promise<void> => {
  await lockShared(deps, [name]);
};

const lock = lockStatement((dialect) => dialect.lockNamed);
const lockShared = lockStatement((dialect) => dialect.lockNamedShared);
