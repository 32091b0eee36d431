import { pointDefaults } from "#shared/incentive/points/point.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { createTenant } from "#sync-server/access/create-tenant.ts";
import { createDefinition } from "#sync-server/incentive/definitions.ts";
import { resolveLocation } from "#sync-server/organisation/locations.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";

/** The file is in pounds. */
export const FILE_CURRENCY = "GBP";

/**
 * Finds or creates what an import needs: the location, and in an empty database a tenant with the
 * file's currency and one whole point for each pound, so that purchases earn. Refuses a tenant with
 * another currency.
 */
export const prepareImport = async (
  deps: WriteDeps,
  input: { readonly location: string },
): Promise<Result<LocationRecord, string>> => {
  const isNew = await createTenant(deps, {
    name: "Online retail",
    currency: FILE_CURRENCY,
    locale: "en-GB",
    country: "GB",
    timezone: timeZoneSchema.parse("Europe/London"),
  });
  if (isNew) {
    await createDefinition(deps, {
      kind: "point",
      body: {
        ...pointDefaults(currencyOf(FILE_CURRENCY)),
        decimals: 0,
        name: "Points",
        handle: "points",
      },
      extra: {},
    });
  }
  const currency = (await readTenant(deps))?.currency;
  if (currency !== FILE_CURRENCY) {
    return err(
      `The file is in ${FILE_CURRENCY} and the tenant in ${currency}. Import it into another tenant (--tenant).`,
    );
  }
  const location = await resolveLocation(deps, { either: input.location });
  return location
    ? ok(location)
    : err(
        `There is no location ${input.location}. Write the external id or the number of a location.`,
      );
};
