import { currencyPairIdSchema } from "#shared/kernel/ids.ts";
import {
  code,
  flag,
  generated,
  listed,
  moment,
  numberOf,
  whole,
} from "#sync-server/storage/column.ts";
import {
  columnTable,
  type ListedField,
  type NewRecordOf,
  type RecordOf,
} from "#sync-server/storage/column-table.ts";

/** Pairs of currencies, each with its rate. */
export const currencyTable = columnTable("currencies", {
  id: listed(generated(numberOf(currencyPairIdSchema))),
  from_currency: listed(code),
  to_currency: listed(code),
  /** In hundred-millionths: exact, unlike a float. */
  rate_e8: whole,
  is_system: listed(flag),
  created_at: listed(moment),
  updated_at: listed(moment),
});

export type CurrencyRecord = RecordOf<typeof currencyTable>;
export type CurrencyField = ListedField<typeof currencyTable>;
export type NewCurrencyRecord = NewRecordOf<typeof currencyTable>;
