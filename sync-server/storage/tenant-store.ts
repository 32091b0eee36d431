import type { Selectable } from "kysely";
import { type TenantId, tenantIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant, type TimeZone, timeZoneSchema, UTC } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";
import type { Tables } from "./tables.ts";

/** One group of brands with all its data (DOMAIN §2.1). */
export type Tenant = {
  readonly id: TenantId;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly locale: string;
  /** ISO 3166 alpha-2. Phone numbers without a country code are read as numbers of this country. */
  readonly country: string;
  readonly timezone: TimeZone;
};

/** The tenant of this request; null if it doesn't exist. */
export const readTenant = async (
  deps: ReadDeps,
): Promise<(Tenant & { readonly createdAt: Instant }) | null> => {
  const [row] = await select(deps, [deps.tenantId]);
  return row
    ? {
        id: tenantIdSchema.parse(row.id),
        name: row.name,
        currency: row.currency,
        locale: row.locale,
        country: row.country,
        timezone: timeZoneSchema.parse(row.timezone),
        createdAt: instant(row.created_at),
      }
    : null;
};

// Nearly every write reads it.
const select = statement<Selectable<Tables["tenants"]>>("select * from tenants where id = ?");

/** The tenant's time zone: the nearest one for whatever has none of its own (DOMAIN §2.1). */
export const readTenantZone = async (deps: ReadDeps): Promise<TimeZone> =>
  (await readTenant(deps))?.timezone ?? UTC;

/** Inserts or replaces the tenant. */
export const upsertTenant = async (deps: WriteDeps, tenant: Tenant): Promise<void> => {
  const { id, ...fields } = tenant;
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

const lock = statement(({ forUpdate }) => `select id from tenants where id = ? ${forUpdate}`);
