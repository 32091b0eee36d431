import { recordStore } from "#sync-server/storage/record-store.ts";
import { reminderTable } from "./reminder-table.ts";

export const reminderStore = recordStore(reminderTable);
