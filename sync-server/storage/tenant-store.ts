import type { Selectable } from "kysely";
import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { instant, type TimeZone, timeZoneSchema, UTC } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { lockStatement, statement } from "./statement.ts";
import type { Tables } from "./tables.ts";
import type { StoredTenant, Tenant } from "./tenant.ts";

/** The tenant of this request; null if it doesn't exist. */
export const readTenant = async (deps: ReadDeps): Promise<StoredTenant | null> => {
  const known = deps.tenants?.get(deps.tenantId);
  if (known) return known;
  const [row] = await select(deps, [deps.tenantId]);
  if (!row) return null;
  const tenant = {
    id: tenantIdSchema.parse(row.id),
    name: row.name,
    currency: row.currency,
    locale: row.locale,
    country: row.country,
    timezone: timeZoneSchema.parse(row.timezone),
    createdAt: instant(row.created_at),
  };
  deps.tenants?.set(tenant.id, tenant);
  return tenant;
};

// Nearly every write reads it.
const select = statement<Selectable<Tables["tenants"]>>("select * from tenants where id = ?");

/** The tenant's time zone: the nearest one for whatever has none of its own (DOMAIN §2.1). */
export const readTenantZone = async (deps: ReadDeps): Promise<TimeZone> =>
  (await readTenant(deps))?.timezone ?? UTC;

/** The tenant's currency. It never changes (DOMAIN §2.1). */
export const readTenantCurrency = async (deps: ReadDeps): Promise<Currency> =>
  currencyOf((await readTenant(deps))?.currency ?? "");

/** Inserts or replaces the tenant. */
export const upsertTenant = async (deps: WriteDeps, tenant: Tenant): Promise<void> => {
  const { id, ...fields } = tenant;
  deps.tenants?.delete(id);
  await deps.sql
    .insertInto("tenants")
    .values({ id, ...fields, created_at: deps.now })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(fields))
    .execute();
};

/**
 * Locks the tenant's row for this transaction, so that changes to its configuration can't overlap.
 */
export const lockTenant = async (deps: WriteDeps): Promise<void> => {
  await lock(deps, [deps.tenantId]);
};

const lock = lockStatement(({ forUpdate }) => `select id from tenants where id = ? ${forUpdate}`);
