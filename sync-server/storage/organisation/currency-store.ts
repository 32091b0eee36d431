import { recordStore } from "#sync-server/storage/record-store.ts";
import { currencyTable } from "./currency-table.ts";

export const currencyStore = recordStore(currencyTable);
