import { z } from "zod";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { oneOf } from "./one-of.ts";
import type { AcrossDeps, ReadDeps, WriteDeps } from "./sql.ts";
import { statement, writeStatement } from "./statement.ts";

/** What the server does at a set time. `jobs/handle-due.ts` says how each kind is done. */
const dueKindSchema = z.enum([
  "expire_lots",
  "send_account",
  "judge_tiers",
  "end_card_hold",
  "end_credit_hold",
  "revert_card",
  "check_claim",
  "resend_profiles",
  "forget_temporary",
  "show_product",
  "hand_over_book",
]);
export type DueKind = z.infer<typeof dueKindSchema>;

/** A newer server on the same database may have rows of other kinds. */
const IS_KNOWN = oneOf("kind", dueKindSchema.options);

/** Something to do; at most one per kind and key. */
export type Due = {
  readonly kind: DueKind;
  /** The id of what it is about: a profile, a gift card, a lot or a claim. Logs show it. */
  readonly key: string;
};

/** Sets when something is due, replacing any earlier time; null: never. */
export const setDue = async (
  deps: WriteDeps,
  { kind, key }: Due,
  at: Instant | null,
): Promise<void> => {
  if (at === null) await remove(deps, [deps.tenantId, kind, key]);
  else await upsert(deps, [deps.tenantId, kind, key, at, at]);
};

const upsert = writeStatement(
  `insert into due (tenant_id, kind, key, due_at, attempt_at, attempts, failure)
   values (?, ?, ?, ?, ?, 0, null)
   on conflict (tenant_id, kind, key) do update set
     due_at = excluded.due_at, attempt_at = excluded.attempt_at, attempts = 0, failure = null`,
);

const remove = writeStatement("delete from due where tenant_id = ? and kind = ? and key = ?");

/** When something is due; null if it isn't. */
export const readDueAt = async (deps: ReadDeps, { kind, key }: Due): Promise<Instant | null> => {
  const [row] = await select(deps, [deps.tenantId, kind, key]);
  return row?.due_at ?? null;
};

const select = statement<{ readonly due_at: Instant }>(
  "select due_at from due where tenant_id = ? and kind = ? and key = ?",
);

/** Something that was claimed, with the number of attempts including this one. */
export type ClaimedDue = Due & {
  readonly attempts: number;
  /** If this attempt fails, it's parked until its instant is set again. */
  readonly isLast: boolean;
};

/** How many attempts may fail before it's parked, and the wait after the first of them. */
export type Attempts = { readonly max: number; readonly retryAfterMs: number };

/**
 * Claims what is due, the longest overdue first, by moving its next attempt into the future:
 * `retryAfterMs`, then four times, nine times as long. The last attempt is no exception: if its
 * server dies, the row is claimed again, because only a failure parks it. Rows that another server
 * is claiming are skipped, and so are kinds that this version doesn't know.
 */
export const claimDueRows = async (
  deps: WriteDeps,
  limit: number,
  { max, retryAfterMs }: Attempts,
): Promise<readonly ClaimedDue[]> => {
  const { tenantId, now } = deps;
  const rows = await claim(deps, [tenantId, now, limit, now, retryAfterMs, tenantId]);
  return rows.map(({ kind, key, attempts }) => ({
    kind: dueKindSchema.parse(kind),
    key,
    attempts,
    isLast: attempts >= max,
  }));
};

type ClaimedRow = { readonly kind: string; readonly key: string; readonly attempts: number };

const claim = statement<ClaimedRow>(
  ({ forUpdateSkipLocked }) =>
    `with claimed as materialized (
       select kind, key from due where tenant_id = ? and attempt_at <= ? and ${IS_KNOWN}
       order by attempt_at limit ? ${forUpdateSkipLocked}
     )
     update due set
       attempts = attempts + 1,
       attempt_at = ? + ? * (attempts + 1) * (attempts + 1)
     from claimed
     where due.tenant_id = ? and due.kind = claimed.kind and due.key = claimed.key
     returning due.kind, due.key, due.attempts`,
);

/**
 * Records why an attempt failed, and parks the row after the last one. Does nothing if the row was
 * claimed or set again since: a slow server must not overwrite what another has done. `failure` is
 * shown to support and holds nothing personal.
 */
export const writeDueFailure = async (
  deps: WriteDeps,
  { kind, key, attempts, isLast }: ClaimedDue,
  failure: string,
): Promise<void> => {
  const write = isLast ? park : fail;
  await write(deps, [failure, deps.tenantId, kind, key, attempts]);
};

const fail = statement(
  `update due set failure = ?
   where tenant_id = ? and kind = ? and key = ? and attempts = ? and attempt_at is not null`,
);

const park = statement(
  `update due set failure = ?, attempt_at = null
   where tenant_id = ? and kind = ? and key = ? and attempts = ? and attempt_at is not null`,
);

/** A row that failed too often. Its kind may be one that this version doesn't know. */
export type ParkedDue = {
  readonly kind: string;
  readonly key: string;
  readonly attempts: number;
  readonly failure: string | null;
};

/** The tenant's parked rows; at most `limit`. */
export const readParkedDue = (deps: ReadDeps, limit: number): Promise<readonly ParkedDue[]> =>
  selectParked(deps, [deps.tenantId, limit]);

const selectParked = statement<ParkedDue>(
  `select kind, key, attempts, failure from due
   where tenant_id = ? and attempt_at is null order by kind, key limit ?`,
);

/** Queues the tenant's parked rows again, as if they had never failed, and returns how many. */
export const requeueParkedDue = async (deps: WriteDeps): Promise<number> =>
  (await requeue(deps, [deps.tenantId])).length;

const requeue = statement<{ readonly key: string }>(
  `update due set attempt_at = due_at, attempts = 0, failure = null
   where tenant_id = ? and attempt_at is null returning key`,
);

/** The tenants that have something due, now or later: the server acts for all of them. */
export const readTenantsWithDue = async (deps: AcrossDeps): Promise<readonly TenantId[]> =>
  (await selectTenants(deps, [])).map(({ tenant_id }) => tenant_id);

// From one tenant to the next in the index: `distinct` would read every row.
const selectTenants = statement<{ readonly tenant_id: TenantId }>(
  `with recursive found (tenant_id) as (
     select min(tenant_id) from due where attempt_at is not null
     union all
     select (select min(tenant_id) from due
       where tenant_id > found.tenant_id and attempt_at is not null)
     from found where found.tenant_id is not null
   )
   select tenant_id from found where tenant_id is not null`,
);

/** How many rows are parked in the whole database: a figure for those who run the server. */
export const countParkedDue = async (deps: AcrossDeps): Promise<number> => {
  const [row] = await countParked(deps, []);
  return Number(row?.parked ?? 0);
};

const countParked = statement<{ readonly parked: number }>(
  "select count(*) as parked from due where attempt_at is null",
);
