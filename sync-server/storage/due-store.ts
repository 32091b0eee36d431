import { z } from "zod";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/** What the server does at a set time. `jobs/handle-due.ts` says how each kind is done. */
const dueKindSchema = z.enum(["expire_lots"]);
export type DueKind = z.infer<typeof dueKindSchema>;

/** Something to do; at most one per kind and key. */
export type Due = {
  readonly kind: DueKind;
  /** What it is about, depending on the kind: a profile's id for `expire_lots`. */
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

const upsert = statement(
  `insert into due (tenant_id, kind, key, due_at, attempt_at, attempts, failure)
   values (?, ?, ?, ?, ?, 0, null)
   on conflict (tenant_id, kind, key) do update set
     due_at = excluded.due_at, attempt_at = excluded.attempt_at, attempts = 0, failure = null`,
);

const remove = statement("delete from due where tenant_id = ? and kind = ? and key = ?");

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
  /** Whether this is the last attempt: if it fails, it stays parked until it is set again. */
  readonly isLast: boolean;
};

/** The number of attempts and the time between them. */
export type Attempts = { readonly max: number; readonly retryAfterMs: number };

/**
 * Claims what is due, longest overdue first, by moving its next attempt into the future: after
 * `retryAfterMs`, then four and nine times that, and after `max` attempts never. If a server dies,
 * its claims needn't be released. Skips rows that another server is claiming.
 */
export const claimDueRows = async (
  deps: WriteDeps,
  limit: number,
  { max, retryAfterMs }: Attempts,
): Promise<readonly ClaimedDue[]> => {
  const { tenantId, now } = deps;
  const rows = await claim(deps, [tenantId, now, limit, max, now, retryAfterMs, tenantId]);
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
       select kind, key from due where tenant_id = ? and attempt_at <= ?
       order by attempt_at limit ? ${forUpdateSkipLocked}
     )
     update due set
       attempts = attempts + 1,
       attempt_at = case when attempts + 1 >= ? then null
         else ? + ? * (attempts + 1) * (attempts + 1) end
     from claimed
     where due.tenant_id = ? and due.kind = claimed.kind and due.key = claimed.key
     returning due.kind, due.key, due.attempts`,
);

/** Records why an attempt failed. Support sees `failure`, so it contains nothing personal. */
export const writeDueFailure = async (
  deps: WriteDeps,
  { kind, key }: Due,
  failure: string,
): Promise<void> => {
  await fail(deps, [failure, deps.tenantId, kind, key]);
};

const fail = statement("update due set failure = ? where tenant_id = ? and kind = ? and key = ?");
