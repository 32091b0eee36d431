import { z } from "zod";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { HOLDER, heldBy, heldTransactions } from "./holding.ts";
import { type Earned, earnedSchema } from "./transaction-table.ts";

/**
 * What the transactions that a profile holds have earned, and when each happened ([P5]).
 */
export const readEarnedFor = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly { readonly at: Instant; readonly earned: readonly Earned[] }[]> => {
  const rows = await select(deps, heldBy(deps, [profileId]));
  return rows.map(({ earned, transacted_at }) => ({
    at: transacted_at,
    earned: parseEarned.parse(earned),
  }));
};

/** Rows of a page. */
export const BUDGETED_PAGE = 1_000;

const parseEarned = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(earnedSchema);

/** What every transaction that uses a budget has earned, and whose account holds it, in pages. */
export const readBudgetedEarned = async (
  deps: ReadDeps,
  after: number,
): Promise<readonly { id: number; holder: ProfileId | null; earned: readonly Earned[] }[]> => {
  const rows = await selectBudgeted(deps, [deps.tenantId, after]);
  return rows.map(({ earned, ...row }) => ({ ...row, earned: parseEarned.parse(earned) }));
};

const selectBudgeted = statement<{
  readonly id: number;
  readonly holder: ProfileId | null;
  readonly earned: string;
}>(
  `select t.id, t.earned, ${HOLDER.column} as holder
   from transactions as t ${HOLDER.join}
   where t.tenant_id = ? and t.id > ? and t.earned like '%"used"%'
   order by t.id limit ${BUDGETED_PAGE}`,
);

const select = statement<{ readonly earned: string; readonly transacted_at: Instant }>(
  heldTransactions(["earned", "transacted_at"], { profiles: 1, withVoid: true }),
);
