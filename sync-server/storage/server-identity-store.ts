import { type Instant, instant } from "#shared/kernel/time.ts";
import type { Sql } from "./sql.ts";

/** The identity that a server shows its devices. */
export type ServerIdentity = {
  /** Random; a restore changes it, and every checkpoint includes it ([S12]). */
  readonly epoch: string;
  /** Commands recorded up to this instant are in a backup. */
  readonly backedUpThrough: Instant | null;
};

const THE_ROW = 1;

/** Which history of the database this is ([S12]). */
export const readServerIdentity = async (deps: { readonly sql: Sql }): Promise<ServerIdentity> => {
  const row = await deps.sql
    .selectFrom("server_identity")
    .select(["epoch", "backed_up_through"])
    .where("id", "=", THE_ROW)
    .executeTakeFirstOrThrow();
  return {
    epoch: row.epoch,
    backedUpThrough: row.backed_up_through === null ? null : instant(row.backed_up_through),
  };
};

/** Gives a new database its epoch; does nothing if it has one. */
export const insertServerIdentity = async (
  deps: { readonly sql: Sql },
  epoch: string,
): Promise<void> => {
  await deps.sql
    .insertInto("server_identity")
    .values({ id: THE_ROW, epoch, backed_up_through: null })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
};

/** Writes something small that differs each time, so that a database has to put it on disk. */
export const tryToWrite = async (deps: {
  readonly sql: Sql;
  readonly now: Instant;
}): Promise<void> => {
  await deps.sql
    .updateTable("server_identity")
    .set({ tried_at: deps.now })
    .where("id", "=", THE_ROW)
    .execute();
};

/** Records a restore, which invalidates every checkpoint that devices hold. */
export const writeServerEpoch = async (
  deps: { readonly sql: Sql; readonly now: Instant },
  epoch: string,
): Promise<void> => {
  await deps.sql
    .updateTable("server_identity")
    .set({ epoch, restored_at: deps.now })
    .where("id", "=", THE_ROW)
    .execute();
};
