import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";

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

export type StoredTenant = Tenant & { readonly createdAt: Instant };
