import type { CountedTransaction, ShopDay } from "#shared/commerce/shop-day.ts";
import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { CalendarDay, Instant, TimeZone } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholderRows,
  placeholders,
  rowsStatement,
  statement,
  writeRows,
} from "#sync-server/storage/statement.ts";
import { heldBy, heldTransactions } from "./holding.ts";
import { transactionExchangeRate } from "./transaction-table.ts";

/** Adds changes to a profile's shop days. The database adds, so its history isn't read. */
export const addToShopDays = async (
  deps: WriteDeps,
  profileId: ProfileId,
  changes: readonly ShopDay[],
): Promise<void> => {
  const rows = changes.map((each) => [
    deps.tenantId,
    profileId,
    each.day,
    each.currency,
    each.locationId ?? NO_LOCATION,
    each.spendCents,
    each.transactions,
    each.sales,
    each.pricedSales,
    each.discountCents,
  ]);
  await add(deps, rows);
};

/** A key can't contain null. Locations are numbered from 1. */
const NO_LOCATION = 0;

const SUMS = ["spend_cents", "transactions", "sales", "priced_sales", "discount_cents"] as const;

const add = writeRows(
  (rows) =>
    `insert into shop_days (tenant_id, profile_id, day, currency, location_id, ${SUMS.join(", ")})
     values ${placeholderRows(rows, 5 + SUMS.length)}
     on conflict (tenant_id, profile_id, day, currency, location_id) do update
     set ${SUMS.map((sum) => `${sum} = shop_days.${sum} + excluded.${sum}`).join(", ")}`,
);

/** The shop days of profiles, in order. Days whose transactions are all void are left out. */
export const readShopDays = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, readonly ShopDay[]>> => {
  const byProfile = new Map<ProfileId, ShopDay[]>();
  if (profileIds.length === 0) return byProfile;
  const rows = await select(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  for (const row of rows) {
    const days = byProfile.get(row.profile_id) ?? [];
    days.push(shopDayOf(row));
    byProfile.set(row.profile_id, days);
  }
  return byProfile;
};

/** Deletes a profile's shop days, to be added again from its transactions. */
export const deleteShopDays = async (deps: WriteDeps, profileId: ProfileId): Promise<void> => {
  await remove(deps, [deps.tenantId, profileId]);
};

const remove = statement("delete from shop_days where tenant_id = ? and profile_id = ?");

type ShopDayRow = {
  readonly profile_id: ProfileId;
  readonly day: CalendarDay;
  readonly currency: string;
  readonly location_id: LocationId;
  readonly spend_cents: Cents;
  readonly transactions: number;
  readonly sales: number;
  readonly priced_sales: number;
  readonly discount_cents: Cents;
};

const select = rowsStatement<ShopDayRow>(
  (count) =>
    `select profile_id, day, currency, location_id, ${SUMS.join(", ")} from shop_days
     where tenant_id = ? and profile_id in (${placeholders(count)}) and transactions <> 0
     order by profile_id, day, currency, location_id`,
);

const shopDayOf = (row: ShopDayRow): ShopDay => ({
  day: row.day,
  currency: row.currency,
  locationId: row.location_id > NO_LOCATION ? row.location_id : null,
  spendCents: row.spend_cents,
  transactions: row.transactions,
  sales: row.sales,
  pricedSales: row.priced_sales,
  discountCents: row.discount_cents,
});

/**
 * The transactions that a profile holds and that aren't void, as its shop days count them.
 */
export const readCountedTransactions = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly CountedTransaction[]> => {
  const rows = await selectCounted(deps, heldBy(deps, [profileId]));
  return rows.map((row) => ({
    locationId: row.location_id,
    currency: row.currency,
    exchangeRate: transactionExchangeRate.decode(row.exchange_rate),
    totalCents: row.total_cents,
    totalOriginalCents: row.total_original_cents,
    transactedAt: row.transacted_at,
    timezone: row.timezone,
    isVoid: false,
  }));
};

type CountedRow = {
  readonly location_id: LocationId | null;
  readonly currency: string;
  readonly exchange_rate: string | null;
  readonly total_cents: Cents;
  readonly total_original_cents: Cents | null;
  readonly transacted_at: Instant;
  readonly timezone: TimeZone;
};

const COUNTED = [
  ...["location_id", "currency", "exchange_rate", "total_cents", "total_original_cents"],
  ...["transacted_at", "timezone"],
];

const selectCounted = statement<CountedRow>(heldTransactions(COUNTED, { profiles: 1 }));
