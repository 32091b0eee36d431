import { sql } from "kysely";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { hasRow } from "#sync-server/storage/table-queries.ts";

/** What is of value to somebody: a movement of an account, or something bought. */
const KEEPS = ["ledger_entries", "transactions", "orders", "transaction_claims"] as const;

/** Whether anything of value came of a profile ([I25]). */
export const isWorthKeeping = async (deps: ReadDeps, profileId: ProfileId): Promise<boolean> => {
  for (const table of KEEPS) {
    if (await hasRow(deps, table, sql`profile_id = ${profileId}`)) return true;
  }
  return false;
};
