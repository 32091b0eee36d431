import { z } from "zod";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/** The things that the server does at an instant. `jobs/handle-due.ts` says how each is done. */
const dueKindSchema = z.enum(["expire_lots"]);
export type DueKind = z.infer<typeof dueKindSchema>;

/** One thing to be done: of each kind there is at most one for a key. */
export type Due = {
  readonly kind: DueKind;
  /** Whom or what it is about, in the way of its kind: a profile's id for `expire_lots`. */
  readonly key: string;
};

/** Sets when something falls due, in place of when it did before; null: never. */
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

/** When something falls due; null when it does not. */
export const readDueAt = async (deps: ReadDeps, { kind, key }: Due): Promise<Instant | null> => {
  const [row] = await select(deps, [deps.tenantId, kind, key]);
  return row?.due_at ?? null;
};

const select = statement<{ readonly due_at: Instant }>(
  "select due_at from due where tenant_id = ? and kind = ? and key = ?",
);

/** Something that was claimed, with how often it has been attempted, this time included. */
export type ClaimedDue = Due & {
  readonly attempts: number;
  /** If this attempt fails there is no other: it stays parked until its instant is set again. */
  readonly isLast: boolean;
};

/** How often, and how far apart, something is attempted. */
export type Attempts = { readonly max: number; readonly retryAfterMs: number };

/**
 * Claims what is due, the longest overdue first, by moving its next attempt into the future:
 * `retryAfterMs`, then four times, nine times as long, and after `max` attempts never again. A claim
 * whose server dies needs nobody to release it. Rows that another server is claiming are skipped.
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

/** Keeps why an attempt failed. `failure` is shown to support, and holds nothing personal. */
export const writeDueFailure = async (
  deps: WriteDeps,
  { kind, key }: Due,
  failure: string,
): Promise<void> => {
  await fail(deps, [failure, deps.tenantId, kind, key]);
};

const fail = statement("update due set failure = ? where tenant_id = ? and kind = ? and key = ?");
