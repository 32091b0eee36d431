import { z } from "zod";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { type Earned, earnedSchema } from "./transaction-table.ts";

/**
 * What the transactions whose points a profile holds have earned, and when each happened: its own,
 * and the returns of its sales, whichever profile they name ([P5]).
 */
export const readEarnedFor = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly { readonly at: Instant; readonly earned: readonly Earned[] }[]> => {
  const { tenantId } = deps;
  const rows = await select(deps, [tenantId, profileId, tenantId, profileId]);
  return rows.map(({ earned, transacted_at }) => ({
    at: transacted_at,
    earned: parseEarned.parse(earned),
  }));
};

/** Rows of a page. */
export const BUDGETED_PAGE = 1_000;

const parseEarned = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(earnedSchema);

/** What every transaction that uses a budget has earned, and whose account holds it, in pages. */
export const readBudgetedEarned = async (
  deps: ReadDeps,
  after: number,
): Promise<readonly { id: number; holder: ProfileId | null; earned: readonly Earned[] }[]> => {
  const rows = await selectBudgeted(deps, [deps.tenantId, after]);
  return rows.map(({ earned, ...row }) => ({ ...row, earned: parseEarned.parse(earned) }));
};

// A return is held by its sale's profile, whichever profile it names ([P5]).
const selectBudgeted = statement<{
  readonly id: number;
  readonly holder: ProfileId | null;
  readonly earned: string;
}>(
  `select t.id, t.earned, case when t.sale_id is null then t.profile_id else s.profile_id end
     as holder
   from transactions as t
   left join transactions as s on s.tenant_id = t.tenant_id and s.id = t.sale_id
   where t.tenant_id = ? and t.id > ? and t.earned like '%"used"%'
   order by t.id limit ${BUDGETED_PAGE}`,
);

// SQLite reads the first table of a `cross join` first; otherwise it might begin with the returns
// of the whole tenant.
const select = statement<{ readonly earned: string; readonly transacted_at: Instant }>(
  `select earned, transacted_at from transactions
   where tenant_id = ? and profile_id = ? and sale_id is null
   union all
   select returned.earned, returned.transacted_at
   from transactions as sale
   cross join transactions as returned
   where sale.tenant_id = ? and sale.profile_id = ?
     and returned.tenant_id = sale.tenant_id and returned.sale_id = sale.id`,
);
