import mustache, { type TemplateSpans } from "mustache";
import { z } from "zod";
import { messageTemplateIdSchema } from "#shared/kernel/ids.ts";

export const MESSAGE_SUBJECT_MAX = 200;
export const MESSAGE_BODY_MAX = 2000;

/** By what staff write to a customer: an email, a text message, or a chat on their phone. */
export const messageChannelSchema = z.enum(["email", "sms", "chat"]);

/** What a template may name; each is filled in on the device ([X40]). */
export const MESSAGE_FIELDS = [
  ...["first_name", "last_name", "staff_name", "store"],
  ...["available", "expiring", "expires_on"],
] as const;
export type MessageField = (typeof MESSAGE_FIELDS)[number];

/** A template as devices hold it. */
export const messageTemplateSchema = z.object({
  id: messageTemplateIdSchema,
  handle: z.string(),
  name: z.string(),
  channel: messageChannelSchema,
  /** Of an email. */
  subject: z.string().nullable(),
  body: z.string(),
  sortOrder: z.int(),
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

type TemplateProblem =
  /** Its tags don't match. */
  | { readonly kind: "unfinished" }
  /** It names something that isn't filled in, or uses more of Mustache than fields. */
  | { readonly kind: "unknown"; readonly tag: string };

const KINDS: readonly string[] = ["text", "name", "&", "#", "^", "!"];
const KNOWN: readonly string[] = MESSAGE_FIELDS;

/** What is wrong with a text written in Mustache; null if a device can fill it in ([X40]). */
export const problemOfTemplate = (text: string): TemplateProblem | null => {
  const spans = spansOf(text);
  return spans === null ? { kind: "unfinished" } : unknownIn(spans);
};

const spansOf = (text: string): TemplateSpans | null => {
  try {
    return new mustache.Writer().parse(text);
  } catch {
    return null;
  }
};

const unknownIn = (spans: TemplateSpans): TemplateProblem | null => {
  for (const [kind, tag, , , inside] of spans) {
    if (!KINDS.includes(kind)) return { kind: "unknown", tag };
    if (kind !== "text" && kind !== "!" && !KNOWN.includes(tag)) return { kind: "unknown", tag };
    const problem = Array.isArray(inside) ? unknownIn(inside) : null;
    if (problem) return problem;
  }
  return null;
};

/** What the fields are for one customer; null where there is nothing. */
export type MessageValues = Readonly<Record<MessageField, string | null>>;

/** The text for one customer. It is plain: nothing in it is escaped. */
export const fillTemplate = (text: string, values: MessageValues): string =>
  new mustache.Writer().render(text, values, undefined, { escape: String }).trim();
