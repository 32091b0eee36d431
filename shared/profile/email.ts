import punycode from "punycode/punycode.js";
import { oneLine } from "#shared/kernel/text.ts";

/** The longest email address that a profile may have, in characters (RFC 5321). */
export const EMAIL_LENGTH_MAX = 254;

/**
 * An email address in its canonical form; null if it isn't one (DOMAIN §3.1: unique across
 * profiles). Lower case, without spaces around it or invisible characters, and the domain as the
 * DNS knows it: `anna@müller.de` and `anna@xn--mller-kva.de` are one address.
 */
export const normaliseEmail = (text: string): string | null => {
  const plain = lowerCase(oneLine(text).normalize("NFKC")).trim();
  const at = plain.lastIndexOf("@");
  const local = plain.slice(0, at);
  const domain = asciiDomain(plain.slice(at + 1));
  if (at < 1 || domain === null || !LOCAL_PART.test(local) || local.length > LOCAL_LENGTH_MAX) {
    return null;
  }
  const email = `${local}@${domain}`;
  return email.length <= EMAIL_LENGTH_MAX ? email : null;
};

/** An email address for people to read: `anna@müller.de` for `anna@xn--mller-kva.de`. */
export const shownEmail = (email: string): string => {
  const at = email.lastIndexOf("@") + 1;
  return `${email.slice(0, at)}${unicodeDomain(email.slice(at)) ?? email.slice(at)}`;
};

const LOCAL_LENGTH_MAX = 64;
/** A dot-atom (RFC 5322), with the letters of any script (RFC 6531). */
const LOCAL_PART =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** Letters and digits of any script. The joiners are part of some scripts' spelling. */
const DOMAIN = /^(?:[\p{L}\p{M}\p{N}.-]|\u200c|\u200d)+$/u;
const ASCII_DOMAIN =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/;

/** The form that the DNS knows; null for what can't be a domain. */
const asciiDomain = (domain: string): string | null => {
  const unicode = unicodeDomain(domain);
  if (unicode === null || !DOMAIN.test(unicode)) return null;
  try {
    const ascii = punycode.toASCII(unicode);
    return ASCII_DOMAIN.test(ascii) ? ascii : null;
  } catch {
    return null;
  }
};

/** The same in the letters of its language; null if an `xn--` part of it can't be read. */
const unicodeDomain = (domain: string): string | null => {
  if (!domain.includes("xn--")) return domain;
  try {
    return lowerCase(punycode.toUnicode(domain).normalize("NFKC"));
  } catch {
    return null;
  }
};

/**
 * Letter by letter, as domains are: the lower case of a whole word would end a Greek one with ς.
 */
const lowerCase = (text: string): string =>
  Array.from(text, (letter) => letter.toLowerCase())
    .join("")
    .normalize("NFKC");
