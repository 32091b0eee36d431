import { z } from "zod";
import { both, shown, shownMoment, toggle } from "#shared/api/api-field.ts";
import { filled, filledLines, slug, textOrNull } from "#shared/api/fields.ts";
import { problemOfTemplate } from "#shared/clienteling/fill-template.ts";
import {
  MESSAGE_BODY_MAX,
  MESSAGE_FIELDS,
  MESSAGE_SUBJECT_MAX,
  messageChannelSchema,
} from "#shared/clienteling/message-template.ts";
import { encoderOf, insideNames } from "#shared/kernel/codec.ts";
import { wholeNumber } from "#shared/kernel/lenient.ts";
import { pluck } from "#shared/kernel/object.ts";

const KNOWN = MESSAGE_FIELDS.join(", ");

/** Says what is wrong with a text in Mustache, naming the tag ([X40]). */
const checkTemplate = (
  text: string | null,
  context: { readonly addIssue: (issue: { code: "custom"; message: string }) => void },
): void => {
  const problem = text === null ? null : problemOfTemplate(text);
  if (problem === null) return;
  const message =
    problem.kind === "unfinished"
      ? "must close every tag that it opens"
      : `must not name “${problem.tag.slice(0, 100)}”; it can name ${KNOWN}`;
  context.addIssue({ code: "custom", message });
};

const required = {
  handle: both(slug, z.string()),
  name: both(filled(100), z.string()),
  channel: both(messageChannelSchema, messageChannelSchema),
  body: both(filledLines(MESSAGE_BODY_MAX).superRefine(checkTemplate), z.string()),
};
const optional = {
  subject: both(textOrNull(MESSAGE_SUBJECT_MAX).superRefine(checkTemplate), z.string().nullable()),
  sort_order: both(wholeNumber.pipe(z.int().min(0).max(100_000)), z.int()),
  is_archived: toggle,
};
const sent = { ...required, ...optional };
const fields = { id: shown(z.int()), ...sent, created_at: shownMoment, updated_at: shownMoment };

/** What may change of a template of messages (clienteling/SPEC.md [X40]). */
export const messageTemplateChangeSchema = z.object(pluck(sent, "body")).partial();

/** A new one. */
export const newMessageTemplateSchema = messageTemplateChangeSchema.extend(pluck(required, "body"));

/** One in a body, in our words. */
export const messageTemplateOf = <B extends object>(body: B) => insideNames(sent, body);

export const messageTemplateViewSchema = z.object(pluck(fields, "view"));

/** One as the API shows it. */
export const messageTemplateView = encoderOf(fields);
