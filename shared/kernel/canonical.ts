import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Any JSON value. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * Serialises equal values to the same text: object keys in one order (numbers first), no white
 * space, undefined fields left out. Used where a hash must not depend on who wrote the object
 * (command bodies, ledger entries).
 */
export const canonicalJson = (value: Json): string => JSON.stringify(inOrder(value));

const inOrder = (value: Json | undefined): unknown => {
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(inOrder);
  // Without a prototype `__proto__` is a key like any other.
  const sorted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) sorted[key] = inOrder(value[key]);
  return sorted;
};

/** The same for any value that JSON can have, or `undefined`, which is as good as null. */
export const canonicalOf = (value: unknown): string => canonicalJson(asJson(value));

/** Whether two values are the same JSON, whatever the order of their keys. */
export const isSameJson = (a: unknown, b: unknown): boolean => canonicalOf(a) === canonicalOf(b);

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value) ?? "null");

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

/** SHA-256 of a string, as 64 hex digits. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
