import { recordStore } from "#sync-server/storage/record-store.ts";
import { customFieldTable } from "./custom-field-table.ts";

export const customFieldStore = recordStore(customFieldTable, ["namespace", "handle"]);
