import type { consent as english } from "#renderer/words/en/consent.ts";
import type { Translation } from "#renderer/words/translation.ts";

export const consent: Translation<typeof english> = {
  email: "E-Mail",
  sms: "SMS",
  push: "App-Nachricht",
  phone: "Telefon",
  post: "Post",
  offers_by: "Angebote per {{way}}",
};
