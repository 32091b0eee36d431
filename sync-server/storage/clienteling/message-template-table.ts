import { messageChannelSchema } from "#shared/clienteling/message-template.ts";
import { messageTemplateIdSchema } from "#shared/kernel/ids.ts";
import {
  created,
  flag,
  generated,
  listed,
  listedCaseless,
  nullable,
  numberOf,
  text,
  textOf,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf } from "#sync-server/storage/column-table.ts";

/** What staff write to customers, as head office words it (clienteling/SPEC.md [X40]). */
export const messageTemplateTable = columnTable("message_templates", {
  id: listed(generated(numberOf(messageTemplateIdSchema))),
  handle: listed(text),
  name: listedCaseless(text),
  channel: listed(textOf(messageChannelSchema)),
  subject: nullable(text),
  body: text,
  sort_order: listed(whole),
  is_archived: listed(flag),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type NewMessageTemplate = NewRecordOf<typeof messageTemplateTable>;
