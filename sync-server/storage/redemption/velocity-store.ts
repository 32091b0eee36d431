import type { Instant } from "#shared/kernel/time.ts";
import {
  hourAround,
  type VelocityAction,
  type VelocityCounted,
  type VelocityPer,
} from "#shared/redemption/velocity.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";

/**
 * Those whose acts of a kind are counted together: a profile, a staff member, a device or a token.
 */
export type VelocitySubject = {
  readonly counted: VelocityCounted;
  readonly per: VelocityPer;
  readonly id: string;
};

/** Lets no other write count for this subject until this transaction ends. */
export const lockVelocitySubject = async (
  deps: WriteDeps,
  { counted, per, id }: VelocitySubject,
): Promise<void> => {
  await lockNamed(deps, `velocity ${deps.tenantId} ${counted} ${per} ${id}`);
};

/** An act of a subject, or (with an action) the report that it had gone over a limit. */
export type VelocityRow = {
  readonly occurred_at: Instant;
  readonly reported: VelocityAction | null;
};

/** What happened in the hours before and after an instant, the latest first. */
export const readVelocity = (
  deps: WriteDeps,
  { counted, per, id }: VelocitySubject,
  at: Instant,
): Promise<readonly VelocityRow[]> => {
  const { after, before } = hourAround(at);
  return select(deps, [deps.tenantId, counted, per, id, after, before]);
};

/** More than any limit; what is beyond it is over the limit anyway. */
const ROWS_MAX = 2_500;

const select = statement<VelocityRow>(
  `select occurred_at, reported from velocity_acts
   where tenant_id = ? and counted = ? and counted_per = ? and subject_id = ?
     and occurred_at > ? and occurred_at < ?
   order by occurred_at desc limit ${ROWS_MAX}`,
);

/** Records an act of a subject, or a report. */
export const appendVelocity = async (
  deps: WriteDeps,
  { counted, per, id }: VelocitySubject,
  row: VelocityRow,
): Promise<void> => {
  const { occurred_at: at, reported } = row;
  await insert(deps, [deps.tenantId, counted, per, id, at, reported, deps.now]);
};

const insert = statement(
  `insert into velocity_acts
     (tenant_id, counted, counted_per, subject_id, occurred_at, reported, recorded_at)
   values (?, ?, ?, ?, ?, ?, ?)`,
);

/** Deletes what every tenant recorded before an instant, the oldest first, at most `limit`. */
export const deleteVelocityBefore = async (
  deps: WriteDeps,
  before: Instant,
  limit: number,
): Promise<number> => (await deleteOldest(deps, [limit, before])).length;

// By number, which follows the time closely enough and needs no index of its own.
const deleteOldest = statement<{ readonly id: number }>(
  ({ forUpdateSkipLocked }) =>
    `delete from velocity_acts
     where id in (select id from velocity_acts order by id limit ? ${forUpdateSkipLocked})
       and recorded_at < ?
     returning id`,
);
