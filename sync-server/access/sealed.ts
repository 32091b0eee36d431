import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deserialize, serialize } from "node:v8";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Plain data as text that only whoever has the key can read: 64 hex digits. */
export const seal = (value: unknown, key: string): string => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, Buffer.from(key, "hex"), iv);
  const sealed = [cipher.update(serialize(value)), cipher.final()];
  return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString("base64");
};

/**
 * What `seal` was given: nobody without the key can have made the text, so it isn't parsed. Throws
 * if it was changed, or sealed with another key.
 */
export const unseal = <T>(text: string, key: string): T => {
  const bytes = Buffer.from(text, "base64");
  const decipher = createDecipheriv(CIPHER, Buffer.from(key, "hex"), bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const opened = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
  return deserialize(Buffer.concat(opened));
};
