import { type Changes, definedFields } from "#shared/kernel/object.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { recordWrites } from "#sync-server/record-writes.ts";
import {
  isTemplateHandleTaken,
  messageTemplateStore,
} from "#sync-server/storage/clienteling/message-template-store.ts";
import type { NewMessageTemplate } from "#sync-server/storage/clienteling/message-template-table.ts";
import { touchConfig } from "#sync-server/storage/sync/config-feed.ts";

type Required = Pick<NewMessageTemplate, "handle" | "name" | "channel" | "body">;

/** Why a template can't be written, in order of precedence. */
type TemplateProblem =
  | { readonly reason: "handle_immutable" }
  | { readonly reason: "subject_of_email_only" };

const DEFAULTS = { subject: null, sortOrder: 0, isArchived: false } as const;

/**
 * Writes templates of messages (clienteling/SPEC.md [X40]). One that is archived leaves the
 * devices.
 */
export const {
  create: createMessageTemplate,
  change: updateMessageTemplate,
  remove: deleteMessageTemplate,
} = recordWrites("template", messageTemplateStore, {
  newOf: (_deps, sent: Changes<NewMessageTemplate> & Required) => {
    const { handle, name, channel, body } = sent;
    return checked({ ...DEFAULTS, ...definedFields(sent), handle, name, channel, body });
  },
  changedOf: (_deps, before, changes: Changes<NewMessageTemplate>) => {
    const after = { ...before, ...definedFields(changes) };
    return after.handle === before.handle ? checked(after) : err({ reason: "handle_immutable" });
  },
  taken: {
    refusal: { reason: "handle_taken" },
    keyOf: ({ handle }) => ({ handle }),
    isTaken: (deps, { handle }) => isTemplateHandleTaken(deps, handle),
  },
  wrote: (deps, verb, { id: messageTemplateId, handle }) => {
    deps.happened({
      kind: `message-template.${verb}`,
      profileId: null,
      context: { messageTemplateId, handle },
    });
    const fact = { kind: "message_template", key: messageTemplateId } as const;
    touchConfig(deps, { ...fact, isDeleted: verb === "deleted" });
  },
});

const checked = (template: NewMessageTemplate) =>
  template.subject !== null && template.channel !== "email"
    ? err<TemplateProblem>({ reason: "subject_of_email_only" })
    : ok(template);
