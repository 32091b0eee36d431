import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { shownEmail } from "#shared/profile/email.ts";
import { type Profile, UNKNOWN_NAME } from "#shared/profile/profile.ts";
import { inOnePiece } from "./catalogue.ts";
import { say } from "./say-first.ts";

/** The person's name, without any part that isn't known. */
export const personName = ({ firstName, lastName }: Pick<Profile, "firstName" | "lastName">) => {
  const known = [firstName, lastName].filter((part) => part !== "" && part !== UNKNOWN_NAME);
  return known.length > 0 ? known.join(" ") : say("frame.no_name");
};

/** "an•••@example.com": enough to ask "is that yours?", too little to read out to a stranger. */
export const maskEmail = (stored: string): string => {
  const email = shownEmail(stored);
  const at = email.lastIndexOf("@");
  return at <= 0 ? email : `${email.slice(0, Math.min(2, at - 1 || 1))}•••${email.slice(at)}`;
};

/** "••• 678": the last three digits of a phone number. */
export const maskPhone = (phone: string): string => inOnePiece(`••• ${phone.slice(-3)}`);

/** An E.164 number with spaces for reading; unchanged if it can't be parsed. */
export const spacedPhone = (phone: string): string =>
  inOnePiece(parsePhoneNumberFromString(phone)?.formatInternational() ?? phone);

/** The card that staff would ask for: the primary one, or else the first active one. */
export const cardOf = ({ identities }: Pick<Profile, "identities">): string | null => {
  const active = identities.filter(({ isActive }) => isActive);
  return (active.find(({ isPrimary }) => isPrimary) ?? active[0])?.identifier ?? null;
};
