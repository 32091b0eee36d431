import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { placeholders } from "#sync-server/storage/statement.ts";
import { readTransactions } from "./transaction-store.ts";
import type { TransactionFields } from "./transaction-table.ts";

/**
 * Who holds a transaction, and with it what it has earned or taken back: its own profile, or, for a
 * return of a known sale, that of the sale, whichever profile the return names (commerce/SPEC.md
 * [A1], [U4]; incentive/SPEC.md [P5]). Null: a guest's, which nobody holds.
 */
export const readHolder = async (
  deps: ReadDeps,
  transaction: Pick<TransactionFields, "profileId" | "saleId">,
): Promise<ProfileId | null> => (await readHolders(deps, [transaction]))[0] ?? null;

/** The same of several transactions, in their order, with one query. */
export const readHolders = async (
  deps: ReadDeps,
  transactions: readonly Pick<TransactionFields, "profileId" | "saleId">[],
): Promise<readonly (ProfileId | null)[]> => {
  const named = transactions.flatMap(({ saleId }) => (saleId === null ? [] : [saleId]));
  const saleIds = [...new Set(named)];
  const sales = saleIds.length === 0 ? [] : await readTransactions(deps, saleIds);
  const buyers = new Map(sales.map((sale) => [sale.id, sale.profileId]));
  return transactions.map(({ profileId, saleId }) =>
    saleId === null ? profileId : (buyers.get(saleId) ?? null),
  );
};

/** The same in SQL, for a transaction `t`. */
export const HOLDER = {
  column: "case when t.sale_id is null then t.profile_id else sale.profile_id end",
  join: `left join transactions as sale
     on sale.tenant_id = t.tenant_id and sale.id = t.sale_id`,
};

/** The text of a query for the transactions that so many profiles hold (`holder`). */
export const heldTransactions = (
  columns: readonly string[],
  { profiles, withVoid = false }: { readonly profiles: number; readonly withVoid?: boolean },
): string => {
  const from = (table: string) => columns.map((column) => `${table}.${column}`).join(", ");
  const isOneOf = `in (${placeholders(profiles)})`;
  const isCounted = (table: string) => (withVoid ? "" : `and ${table}.is_void = 0`);
  // SQLite reads the first table of a `cross join` first; otherwise it might begin with the returns
  // of the whole tenant.
  return `select ${from("own")}, own.profile_id as holder
     from transactions as own
     where own.tenant_id = ? and own.profile_id ${isOneOf} ${isCounted("own")}
       and own.sale_id is null
     union all
     select ${from("returned")}, sale.profile_id as holder
     from transactions as sale cross join transactions as returned
     where sale.tenant_id = ? and sale.profile_id ${isOneOf}
       and returned.tenant_id = sale.tenant_id and returned.sale_id = sale.id
       ${isCounted("returned")}`;
};

/** The parameters of `heldTransactions`. */
export const heldBy = ({ tenantId }: ReadDeps, profileIds: readonly ProfileId[]) => [
  ...[tenantId, ...profileIds],
  ...[tenantId, ...profileIds],
];
