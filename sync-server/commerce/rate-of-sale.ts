import type { ExchangeRate } from "#shared/kernel/exchange-rate.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { firstInstantOf, UTC } from "#shared/kernel/time.ts";
import { type CurrencyForeign, exchangeRateOf } from "#sync-server/organisation/currencies.ts";
import { findLocationOf } from "#sync-server/organisation/locations.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { findSaleOf } from "./find-sale.ts";
import type { TransactionInput } from "./transaction-input.ts";

/**
 * The rate at which a sale or return in another currency is converted: the one that it has kept,
 * or, of a return, that of its sale; otherwise today's (commerce/SPEC.md [A10]).
 */
export const rateOfSale = async (
  deps: ReadDeps,
  {
    known,
    input,
    profileId,
  }: {
    readonly known: TransactionRecord | null;
    readonly input: TransactionInput;
    readonly profileId: ProfileId | null;
  },
  currency: string,
  own: string,
): Promise<Result<ExchangeRate | null, CurrencyForeign>> => {
  const isKnown = known?.currency === currency && known.linkedReceiptRef === input.linkedReceiptRef;
  if (isKnown && known.exchangeRate) return ok(known.exchangeRate);
  const sale =
    input.totalCents < 0 ? await findSaleAtToday(deps, { known, input, profileId }) : null;
  if (sale?.currency === currency && sale.exchangeRate) return ok(sale.exchangeRate);
  return exchangeRateOf(deps, currency, own);
};

/** The sale that a return belongs to before its rate is known: its amounts are at today's. */
export const findSaleAtToday = async (
  deps: ReadDeps,
  { known, input, profileId }: Parameters<typeof rateOfSale>[1],
): Promise<TransactionRecord | null> => {
  const { linkedReceiptRef, totalCents, location, items } = input;
  if (linkedReceiptRef === null) return null;
  const own = (await readTenant(deps))?.currency ?? "";
  const currency = input.currency ?? own;
  const rate = await exchangeRateOf(deps, currency, own);
  const found = location && (await findLocationOf(deps, location));
  const transactedAt = firstInstantOf(input.transactedAt, input.timezone ?? found?.timezone ?? UTC);
  const fields = {
    ...{ linkedReceiptRef, profileId, totalCents, transactedAt, currency },
    exchangeRate: rate.ok ? rate.value : null,
    locationId: found?.id ?? null,
  };
  return findSaleOf(deps, { before: known, fields, items: items ?? [] });
};
