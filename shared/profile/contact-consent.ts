import type { ExtraFields } from "#shared/kernel/json.ts";
import { type ConsentChannel, consentIn } from "./consent.ts";

/** Whether somebody may be told of offers by a channel. */
export type ContactConsent = "allowed" | "declined" | "not_asked" | "opted_out";

/**
 * Whether a customer may be told of offers by a channel (DOMAIN §3.5): an opt-out of the whole
 * channel counts before what was said about offers.
 */
export const contactConsent = (comms: ExtraFields, channel: ConsentChannel): ContactConsent => {
  if (consentIn(comms, `${channel}_optout`) === true) return "opted_out";
  const offers = consentIn(comms, `${channel}_promo`);
  return offers === null ? "not_asked" : offers ? "allowed" : "declined";
};
