import { z } from "zod";
import { messageTemplateIdSchema } from "#shared/kernel/ids.ts";

export const MESSAGE_SUBJECT_MAX = 200;
export const MESSAGE_BODY_MAX = 2000;

/** By what staff write to a customer: an email, a text message, or a chat on their phone. */
export const messageChannelSchema = z.enum(["email", "sms", "chat"]);
export type MessageChannel = z.infer<typeof messageChannelSchema>;

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
