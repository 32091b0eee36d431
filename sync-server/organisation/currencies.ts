import type { ExchangeRate } from "#shared/kernel/exchange-rate.ts";
import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import { currencyStore } from "#sync-server/storage/organisation/currency-store.ts";
import type {
  CurrencyRecord,
  NewCurrencyRecord,
} from "#sync-server/storage/organisation/currency-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Writes pairs of currencies with their rates (DOMAIN §2.3). Nothing refers to one. */
export const {
  create: createCurrency,
  change: updateCurrency,
  remove: deleteCurrency,
} = recordWrites("currency", currencyStore, {
  newOf: (_deps, sent: Changes<NewCurrencyRecord> & Omit<NewCurrencyRecord, "isSystem">) =>
    checked({ isSystem: false, ...definedFields(sent) }),
  changedOf: (_deps, before, changes: Changes<NewCurrencyRecord>) =>
    checked({ ...before, ...definedFields(changes) }),
  taken: {
    refusal: { reason: "pair_taken" },
    keyOf: ({ fromCurrency, toCurrency }) => ({ fromCurrency, toCurrency }),
  },
  wrote: (deps, verb, { id: currencyId, fromCurrency, toCurrency, rateE8 }: CurrencyRecord) =>
    deps.happened({
      kind: `currency.${verb}`,
      profileId: null,
      context: { currencyId, fromCurrency, toCurrency, rateE8 },
    }),
});

const checked = (
  pair: NewCurrencyRecord,
): Result<NewCurrencyRecord, { readonly reason: "same_currency" }> =>
  pair.fromCurrency === pair.toCurrency ? err({ reason: "same_currency" }) : ok(pair);

/** There is no pair to convert a currency by. */
export type CurrencyForeign = { readonly reason: "currency_foreign" };

/**
 * The rate from the currency of some amounts to the tenant's ([C3]); null if it is the tenant's
 * own, as it is if none is named.
 */
export const exchangeRateOf = async (
  deps: ReadDeps,
  from: string | null,
  to: string,
): Promise<Result<ExchangeRate | null, CurrencyForeign>> => {
  if (from === null || from === to) return ok(null);
  const pair = await currencyStore.find(deps, { fromCurrency: from, toCurrency: to });
  return pair ? ok({ from, to, rateE8: pair.rateE8 }) : err({ reason: "currency_foreign" });
};
