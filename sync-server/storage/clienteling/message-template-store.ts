import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { hasHandle } from "#sync-server/storage/table-queries.ts";
import { messageTemplateTable } from "./message-template-table.ts";

export const messageTemplateStore = recordStore(messageTemplateTable);

/** Whether one has this handle, whatever its case (DOMAIN §1.2 no. 11). */
export const isTemplateHandleTaken = (deps: ReadDeps, handle: string): Promise<boolean> =>
  hasHandle(deps, "message_templates", handle);
