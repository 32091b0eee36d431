import { z } from "zod";

/** What an interaction was (DOMAIN §15.1). */
export const interactionActionSchema = z.enum([
  "broadcast",
  "disclose",
  "feedback",
  "product",
  "reach",
  "refer",
  "service",
  "visit",
  "view",
]);

/** By what way it was. */
export const interactionChannelSchema = z.enum([
  "app",
  "email",
  "location",
  "push",
  "sms",
  "social",
  "support",
  "website",
]);

/** Whether it speaks against us, neither way, or for us. */
export const interactionSignalSchema = z.union([z.literal(-1), z.literal(0), z.literal(1)]);
