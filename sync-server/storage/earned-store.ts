import { z } from "zod";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps } from "./sql.ts";
import { statement } from "./statement.ts";
import { type Earned, earnedSchema } from "./transaction-table.ts";

/**
 * What the transactions whose points a profile holds have earned, and when each happened: its own,
 * and the returns of its sales, whomever they name ([P5]).
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

const parseEarned = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(earnedSchema);

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
