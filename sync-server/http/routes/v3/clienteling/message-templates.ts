import {
  messageTemplateChangeSchema,
  messageTemplateOf,
  messageTemplateView,
  messageTemplateViewSchema,
  newMessageTemplateSchema,
} from "#shared/api/clienteling/message-template.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { messageTemplateIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { messageTemplateStore } from "#sync-server/storage/clienteling/message-template-store.ts";
import { messageTemplateTable } from "#sync-server/storage/clienteling/message-template-table.ts";

/** `/message-templates`: what staff write to customers (clienteling/SPEC.md [X40]). */
export const messageTemplates = resource({
  path: "/message-templates",
  noun: "message template",
  tag: "message templates",
  scope: "message-templates",
  id: rowNumber.pipe(messageTemplateIdSchema),
  view: messageTemplateViewSchema,
  list: {
    filters: filtersOf(messageTemplateTable),
    page: ({ read }, query) => messageTemplateStore.list(read, query),
  },
  read: ({ read }, id) => messageTemplateStore.read(read, id),
  create: {
    body: newMessageTemplateSchema,
    write: ({ write, body: { handle, name, channel, body: text, ...more } }) =>
      write("createMessageTemplate", {
        ...messageTemplateOf(more),
        ...{ handle, name, channel, body: text },
      }),
  },
  change: {
    body: messageTemplateChangeSchema,
    write: ({ write, body }, id) =>
      write("updateMessageTemplate", { id, changes: messageTemplateOf(body) }),
  },
  remove: { write: ({ write }, id) => write("deleteMessageTemplate", { id }) },
  show: (_plane, rows) => rows.map(messageTemplateView),
  refusals: {
    template_unknown: unknown("message template"),
    handle_taken: invalid("handle", "The handle has already been taken."),
    handle_immutable: invalid("handle", "The handle can't be changed."),
    subject_of_email_only: invalid("subject", "Only an email has a subject."),
  },
});
