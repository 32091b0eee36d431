import { rowNumber } from "#shared/api/fields.ts";
import {
  currencyChangeSchema,
  currencyOf,
  currencyView,
  currencyViewSchema,
  newCurrencySchema,
} from "#shared/api/organisation/currency.ts";
import { currencyPairIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { currencyStore } from "#sync-server/storage/organisation/currency-store.ts";
import { currencyTable } from "#sync-server/storage/organisation/currency-table.ts";

/** `/currencies` (DOMAIN §2.3): pairs, each with its rate. */
export const currencies = resource({
  path: "/currencies",
  noun: "currency",
  nouns: "currencies",
  id: rowNumber.pipe(currencyPairIdSchema),
  view: currencyViewSchema,
  list: {
    filters: filtersOf(currencyTable, { from_currency: "from", to_currency: "to" }),
    page: ({ read }, query) => currencyStore.list(read, query),
  },
  read: ({ read }, id) => currencyStore.read(read, id),
  create: {
    body: newCurrencySchema,
    write: ({ write, body }) => write("createCurrency", currencyOf(body)),
  },
  change: {
    body: currencyChangeSchema,
    write: ({ write, body }, id) => write("updateCurrency", { id, changes: currencyOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteCurrency", { id }) },
  show: (_plane, rows) => rows.map(currencyView),
  refusals: {
    currency_unknown: unknown("currency"),
    same_currency: invalid("to", "It must be another currency than `from`."),
    pair_taken: invalid("to", "This pair already has a rate. Change that one."),
  },
});
