import { sql } from "kysely";
import type { CurrencyPairId } from "#shared/kernel/ids.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  deleteRecord,
  insertRecord,
  readPage,
  readRecords,
  readRecordsByKey,
  updateRecord,
} from "#sync-server/storage/table-queries.ts";
import {
  type CurrencyField,
  type CurrencyRecord,
  currencyTable,
  type NewCurrencyRecord,
} from "./currency-table.ts";

/** A page of the tenant's pairs of currencies. */
export const listCurrencies = (
  deps: ReadDeps,
  query: ListQuery<CurrencyField>,
): Promise<Page<CurrencyRecord>> => readPage(deps, currencyTable, query);

/** One pair; null if there is none. */
export const readCurrencyPair = async (
  deps: ReadDeps,
  id: CurrencyPairId,
): Promise<CurrencyRecord | null> => (await readRecordsByKey(deps, currencyTable, [id]))[0] ?? null;

/** The pair from one currency to another; null if there is none. */
export const findCurrencyPair = async (
  deps: ReadDeps,
  from: string,
  to: string,
): Promise<CurrencyRecord | null> => {
  const condition = sql`from_currency = ${from} and to_currency = ${to}`;
  return (await readRecords(deps, currencyTable, condition))[0] ?? null;
};

/** Writes a new pair and gives it its id. */
export const appendCurrency = (
  deps: WriteDeps,
  fields: Omit<NewCurrencyRecord, "createdAt" | "updatedAt">,
): Promise<CurrencyRecord> =>
  insertRecord(deps, currencyTable, { ...fields, createdAt: deps.now, updatedAt: deps.now });

/** Updates the fields of a pair that are set. */
export const updateCurrencyRow = (
  deps: WriteDeps,
  id: CurrencyPairId,
  fields: Partial<CurrencyRecord>,
): Promise<void> => updateRecord(deps, currencyTable, id, { ...fields, updatedAt: deps.now });

/** Deletes a pair. */
export const removeCurrency = (deps: WriteDeps, id: CurrencyPairId): Promise<void> =>
  deleteRecord(deps, currencyTable, id);
