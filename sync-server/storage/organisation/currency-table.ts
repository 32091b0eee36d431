import { currencyPairIdSchema } from "#shared/kernel/ids.ts";
import {
  code,
  created,
  flag,
  generated,
  listed,
  numberOf,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Pairs of currencies, each with its rate. */
export const currencyTable = columnTable("currencies", {
  id: listed(generated(numberOf(currencyPairIdSchema))),
  from_currency: listed(code),
  to_currency: listed(code),
  /** In hundred-millionths: exact, unlike a float. */
  rate_e8: whole,
  is_system: listed(flag),
  created_at: listed(created),
  updated_at: listed(updated),
});

export type CurrencyRecord = RecordOf<typeof currencyTable>;
export type NewCurrencyRecord = NewRecordOf<typeof currencyTable>;
