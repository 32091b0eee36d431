import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { type TokenKind, tokenKindSchema } from "#sync-server/storage/access/token-kind.ts";

/** The parts of a token's text. Only the hash of its secret is ever stored. */
export type TokenParts = {
  readonly kind: TokenKind;
  readonly id: string;
  readonly secretHash: string;
};

const SECRET_BYTES = 32;
/** 62^43 is the first power above 2^256, so every secret has the same length. */
const SECRET_LENGTH = 43;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Makes a token `rg_<kind>_<id>_<secret>_<checksum>`: 32 random bytes in base 62, and the CRC-32 of
 * everything before, so that a cut or mistyped token is recognised without asking the database.
 */
export const mintToken = (
  kind: TokenKind,
  id: string,
): { readonly token: string; readonly secretHash: string } => {
  const secret = base62(randomBytes(SECRET_BYTES));
  const body = `rg_${kind}_${id}_${secret}`;
  return { token: `${body}_${checksum(body)}`, secretHash: hash("sha256", secret, "hex") };
};

/** Splits a token into its parts; null when the text isn't one, or its checksum is wrong. */
export const parseToken = (text: string): TokenParts | null => {
  const match = /^(rg_([a-z]{3})_([0-9a-z]{8,64})_([0-9A-Za-z]{43}))_([0-9a-f]{8})$/.exec(text);
  if (!match) return null;
  const [, body = "", kindText, id = "", secret = "", sum] = match;
  const kind = tokenKindSchema.safeParse(kindText);
  if (!kind.success || checksum(body) !== sum) return null;
  return { kind: kind.data, id, secretHash: hash("sha256", secret, "hex") };
};

const checksum = (body: string): string => crc32(body).toString(16).padStart(8, "0");

const base62 = (bytes: Uint8Array): string => {
  let left = bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  let text = "";
  while (left > 0n) {
    text = `${ALPHABET[Number(left % 62n)]}${text}`;
    left /= 62n;
  }
  return text.padStart(SECRET_LENGTH, "0");
};
