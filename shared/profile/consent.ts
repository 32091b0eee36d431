import { z } from "zod";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { textSchema } from "#shared/kernel/text.ts";
import { stricterConsent } from "./stricter-consent.ts";

const CHANNELS = ["email", "sms", "push", "phone", "post"] as const;
const TOPICS = [
  "optout",
  "bounced",
  "promo",
  "discover",
  "benefits",
  "reminders",
  "account",
  "bookings",
  "feedback",
  "location",
  "service",
] as const;

/** A way to reach a person. */
export type ConsentChannel = (typeof CHANNELS)[number];

type Consent = `${(typeof CHANNELS)[number]}_${(typeof TOPICS)[number]}`;

/** What a profile allows or doesn't, by channel and topic (DOMAIN §3.5). */
export const consents: readonly Consent[] = CHANNELS.flatMap((channel) =>
  TOPICS.map((topic) => `${channel}_${topic}` as const),
);

const known: readonly string[] = consents;

const consentNameSchema = z.string().refine((name) => known.includes(name), "is no consent");

/** What a new customer allows, and what they were shown when they said so (SPEC.md [I27]). */
export const givenConsentSchema = z.object({
  names: z.array(consentNameSchema).min(1).max(100).readonly(),
  /** The sentence that staff showed or read out. */
  wording: textSchema.min(1).max(500),
  version: textSchema.min(1).max(40),
});
export type GivenConsent = z.infer<typeof givenConsentSchema>;

/** The comms preferences of a customer who has given consent; none if they have said nothing. */
export const commsOfGiven = (given: GivenConsent | null): ExtraFields =>
  given === null
    ? {}
    : {
        ...Object.fromEntries(given.names.map((name) => [name, true])),
        consent_wording: given.wording,
        consent_wording_version: given.version,
      };

/** One of them as staff set it, and what their device showed before. */
export const consentChangeSchema = z.object({
  name: consentNameSchema,
  allowed: z.boolean(),
  was: z.boolean().nullable(),
});
export type ConsentChange = z.infer<typeof consentChangeSchema>;

/**
 * What becomes of a consent that is `now` so: what staff set, unless it has changed since they saw
 * it; then the stricter side counts, whichever came first (sync/SPEC.md [S25]).
 */
export const changedConsent = (
  now: boolean | null,
  { name, allowed, was }: ConsentChange,
): boolean => {
  if (now === null || now === was) return allowed;
  const body: ExtraFields = stricterConsent({ [name]: now }, { [name]: allowed }).body;
  return body[name] === true;
};

/** What a profile has said of a consent; null if nothing. */
export const consentIn = (comms: ExtraFields, name: string): boolean | null => {
  const said = comms[name];
  return typeof said === "boolean" ? said : null;
};

const PREFIX = "consent.";

/** How a consent is called among the fields of a profile. */
export const consentField = (name: string): string => `${PREFIX}${name}`;

/** The consent of such a field; null if it is another field. */
export const consentNamed = (field: string): string | null =>
  field.startsWith(PREFIX) ? field.slice(PREFIX.length) : null;
