import type { ExchangeRate } from "#shared/kernel/exchange-rate.ts";
import type { CurrencyPairId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  appendCurrency,
  findCurrencyPair,
  readCurrencyPair,
  removeCurrency,
  updateCurrencyRow,
} from "#sync-server/storage/organisation/currency-store.ts";
import type { CurrencyRecord } from "#sync-server/storage/organisation/currency-table.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";

type Fields = Pick<CurrencyRecord, "fromCurrency" | "toCurrency" | "rateE8" | "isSystem">;

/** Why a pair of currencies can't be written, in order of precedence. */
export type CurrencyRefusal =
  | { readonly reason: "currency_unknown" }
  | { readonly reason: "same_currency" }
  | { readonly reason: "pair_taken" };

/** Creates a pair of currencies with its rate (DOMAIN §2.3). */
export const createCurrency = async (
  deps: WriteDeps,
  input: Omit<Fields, "isSystem"> & { readonly isSystem?: boolean | undefined },
): Promise<Result<CurrencyRecord, CurrencyRefusal>> => {
  const fields = { ...input, isSystem: input.isSystem ?? false };
  const problem = await problemOf(deps, fields, null);
  if (problem) return err(problem);
  const pair = await appendCurrency(deps, fields);
  currencyHappened(deps, "currency.created", pair);
  return ok(pair);
};

/** Changes the fields of a pair that are given. */
export const updateCurrency = async (
  deps: WriteDeps,
  input: {
    readonly id: CurrencyPairId;
    readonly changes: { readonly [K in keyof Fields]?: Fields[K] | undefined };
  },
): Promise<Result<CurrencyRecord, CurrencyRefusal>> => {
  const before = await readCurrencyPair(deps, input.id);
  if (!before) return err({ reason: "currency_unknown" });
  const changes = definedFields(input.changes);
  const after = { ...before, ...changes, updatedAt: deps.now };
  const problem = await problemOf(deps, after, input.id);
  if (problem) return err(problem);
  await updateCurrencyRow(deps, input.id, changes);
  currencyHappened(deps, "currency.updated", after);
  return ok(after);
};

/** Deletes a pair: nothing refers to one. */
export const deleteCurrency = async (
  deps: WriteDeps,
  { id }: { readonly id: CurrencyPairId },
): Promise<Result<null, CurrencyRefusal>> => {
  const pair = await readCurrencyPair(deps, id);
  if (!pair) return err({ reason: "currency_unknown" });
  await removeCurrency(deps, id);
  currencyHappened(deps, "currency.deleted", pair);
  return ok(null);
};

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
  const pair = await findCurrencyPair(deps, from, to);
  return pair ? ok({ from, to, rateE8: pair.rateE8 }) : err({ reason: "currency_foreign" });
};

const problemOf = async (
  deps: ReadDeps,
  { fromCurrency, toCurrency }: Fields,
  id: CurrencyPairId | null,
): Promise<CurrencyRefusal | null> => {
  if (fromCurrency === toCurrency) return { reason: "same_currency" };
  const holder = await findCurrencyPair(deps, fromCurrency, toCurrency);
  return holder && holder.id !== id ? { reason: "pair_taken" } : null;
};

const currencyHappened = (
  deps: WriteDeps,
  kind: "currency.created" | "currency.updated" | "currency.deleted",
  { id: currencyId, fromCurrency, toCurrency, rateE8 }: CurrencyRecord,
): void =>
  deps.happened({
    kind,
    profileId: null,
    context: { currencyId, fromCurrency, toCurrency, rateE8 },
  });
