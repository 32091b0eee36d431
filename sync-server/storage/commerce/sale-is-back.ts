import { type RawBuilder, sql } from "kysely";

/**
 * Whether a sale has come back: it is void, or a return of it, in part or of all, isn't. `isSale`
 * says which of the transactions `t` it is, with its tenant.
 */
export const saleIsBack = (isSale: RawBuilder<unknown>) => sql`exists (
  select 1 from transactions as t where ${isSale}
    and (t.is_void = 1 or exists (
      select 1 from transactions as back
      where back.tenant_id = t.tenant_id and back.sale_id = t.id and back.is_void = 0)))`;
