import type { ContactConsent } from "#shared/profile/contact-consent.ts";
import { say } from "./say.ts";

/** Whether a customer may be told of offers by a channel, in a few words. */
export const contactConsentText = (consent: ContactConsent): string => TEXTS[consent]();

const TEXTS: Readonly<Record<ContactConsent, () => string>> = {
  allowed: () => say("customer.consent_allowed"),
  declined: () => say("customer.consent_declined"),
  not_asked: () => say("customer.consent_not_asked"),
  opted_out: () => say("customer.consent_opted_out"),
};
