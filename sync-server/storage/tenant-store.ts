import { type TenantId, tenantIdSchema } from "#shared/kernel/ids.ts";
import { type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/** One brand group with all its data (DOMAIN §2.1). */
export type Tenant = {
  readonly id: TenantId;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly locale: string;
  /** ISO 3166 alpha-2: how phone numbers without a country code are read. */
  readonly country: string;
  readonly timezone: TimeZone;
};

/** The tenant of this request; null when it is not there. */
export const readTenant = async (deps: ReadDeps): Promise<Tenant | null> => {
  const row = await deps.sql
    .selectFrom("tenants")
    .selectAll()
    .where("id", "=", deps.tenantId)
    .executeTakeFirst();
  return row
    ? {
        id: tenantIdSchema.parse(row.id),
        name: row.name,
        currency: row.currency,
        locale: row.locale,
        country: row.country,
        timezone: timeZoneSchema.parse(row.timezone),
      }
    : null;
};

/** Writes the tenant as it is now, new or over what it was. */
export const upsertTenant = async (deps: WriteDeps, tenant: Tenant): Promise<void> => {
  const { id, ...fields } = tenant;
  await deps.sql
    .insertInto("tenants")
    .values({ id, ...fields, created_at: deps.now })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(fields))
    .execute();
};

/** Holds the tenant's row for this transaction: of two changes to what it has set, one waits. */
export const lockTenant = async (deps: WriteDeps): Promise<void> => {
  await lock(deps, [deps.tenantId]);
};

const lock = statement(({ forUpdate }) => `select id from tenants where id = ? ${forUpdate}`);
