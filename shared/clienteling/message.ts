import type { z } from "zod";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import type { ConsentChannel } from "#shared/profile/consent.ts";
import { type ContactConsent, contactConsent } from "#shared/profile/contact-consent.ts";
import { shownEmail } from "#shared/profile/email.ts";
import type { Profile } from "#shared/profile/profile.ts";
import type { heldInteractionSchema } from "./held-encounter.ts";
import { type MessageChannel, messageChannelSchema } from "./message-template.ts";

type Interaction = Pick<
  z.infer<typeof heldInteractionSchema>,
  "action" | "channel" | "at" | "staffId"
>;

/** How long nobody writes again after a contact, whoever made it ([X42]). */
const QUIET_MS = 3 * DAY_MS;

/** What somebody writes: only an email has a subject. */
export type Message = { readonly subject: string; readonly body: string };

type Addressed = Pick<Profile, "email" | "mobilePhone">;

type ChannelRules = {
  /** The consent that it takes ([X41]). */
  readonly consent: ConsentChannel;
  /** How such a contact is recorded ([X21]). */
  readonly interaction: Interaction["channel"];
  readonly addressOf: (profile: Addressed) => string | null;
  /** What the device's own app for it opens. */
  readonly urlOf: (address: string, message: Message) => string;
};

const CHANNELS: Readonly<Record<MessageChannel, ChannelRules>> = {
  email: {
    ...{ consent: "email", interaction: "email" },
    addressOf: ({ email }) => email && shownEmail(email),
    urlOf: (address, { subject, body }) => {
      const lines = encodeURIComponent(body.replaceAll("\n", "\r\n"));
      return `mailto:${encodeURIComponent(address)}?subject=${encodeURIComponent(subject)}&body=${lines}`;
    },
  },
  sms: {
    ...{ consent: "sms", interaction: "sms" },
    addressOf: ({ mobilePhone }) => mobilePhone,
    // iOS wants the text after "&", everything else after "?".
    urlOf: (address, { body }) => `sms:${address}?&body=${encodeURIComponent(body)}`,
  },
  chat: {
    ...{ consent: "sms", interaction: "social" },
    addressOf: ({ mobilePhone }) => mobilePhone,
    urlOf: (address, { body }) =>
      `https://wa.me/${address.replaceAll(/\D/g, "")}?text=${encodeURIComponent(body)}`,
  },
};

/** A channel for one customer. */
export type MessageWay = {
  readonly channel: MessageChannel;
  readonly address: string | null;
  /** Why they can't be written to by it; null if they can ([X41]). */
  readonly problem: "no_address" | Exclude<ContactConsent, "allowed"> | null;
};

/** By which channels a customer can be written to, and why not by the others ([X41]). */
export const messageWays = (profile: Addressed, comms: ExtraFields): readonly MessageWay[] =>
  messageChannelSchema.options.map((channel) => {
    const { addressOf, consent } = CHANNELS[channel];
    const address = addressOf(profile);
    const said = contactConsent(comms, consent);
    if (address === null) return { channel, address, problem: "no_address" };
    return { channel, address, problem: said === "allowed" ? null : said };
  });

/** How a message by this channel is recorded ([X21]). */
export const interactionOf = (channel: MessageChannel): Interaction["channel"] =>
  CHANNELS[channel].interaction;

/** The address that hands a message over to the device's app for the channel. */
export const handOffUrl = (channel: MessageChannel, address: string, message: Message): string =>
  CHANNELS[channel].urlOf(address, message);

/** The schemes that a hand-off may open, in the desktop shell too. */
const HAND_OFF = /^(?:mailto:|sms:|tel:|https:\/\/wa\.me\/)/;

/** Whether an address leads to an app for messages or calls, and nowhere else. */
export const isHandOff = (url: string): boolean => HAND_OFF.test(url);

/** The latest time that staff were in touch with a customer; null if they never were ([X42]). */
export const lastContactOf = <T extends Interaction>(interactions: readonly T[]): T | null =>
  interactions
    .filter(({ action }) => action === "reach")
    .reduce<T | null>((last, each) => (last && last.at >= each.at ? last : each), null);

/** A contact after this is one after which nobody should write yet ([X42]). */
export const quietSince = (now: Instant): Instant => instant(now - QUIET_MS);

/** Until when nobody should write again after a contact; null if it is over ([X42]). */
export const quietUntil = (
  contact: Pick<Interaction, "at"> | null,
  now: Instant,
): Instant | null => {
  const until = contact && instant(contact.at + QUIET_MS);
  return until !== null && until > now ? until : null;
};
