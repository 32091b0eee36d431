import { expireLots } from "./ledger/expire.ts";
import { rebuildAccounts } from "./ledger/rebuild.ts";
import { redeem } from "./redemption/redeem.ts";
import type { Write } from "./storage/sql.ts";
import { enrolDevice } from "./sync/enrol-device.ts";
import { createEnrolmentCode } from "./sync/enrolment-code.ts";
import { handleCommand } from "./sync/handle-command.ts";
import { revokeDevice } from "./sync/revoke-device.ts";

/**
 * Every write that there is, by name. On SQLite they run in the writer's thread, so their inputs and
 * outputs are plain data. A new one is one import and one line here.
 */
export const writes = {
  createEnrolmentCode,
  enrolDevice,
  expireLots,
  rebuildAccounts,
  redeem,
  handleCommand,
  revokeDevice,
} as const satisfies Readonly<Record<string, Write<never, unknown>>>;

type Writes = typeof writes;

export type WriteName = keyof Writes;
export type WriteInput<K extends WriteName> = Parameters<Writes[K]>[1];
export type WriteOutput<K extends WriteName> = Awaited<ReturnType<Writes[K]>>;

/** The same table, in the form that can be called with a name which is not known beforehand. */
export const writesByName: {
  readonly [K in WriteName]: Write<WriteInput<K>, WriteOutput<K>>;
} = writes;
