import { sha256Hex } from "#shared/kernel/canonical.ts";
import type { LedgerEntry } from "./entry.ts";

/** The previous hash of every profile's first entry. */
export const CHAIN_START = "0".repeat(64);

/** A SHA-256 of a string, as 64 hex digits: that of Node is nine times as fast as our own. */
export type Sha256 = (text: string) => string;

/**
 * Hashes an entry's own fields together with the previous hash (SPEC.md [L6]). The canonical form
 * holds only random ids and amounts, so depersonalising never changes a chain.
 */
export const chainHash = (
  previousHash: string,
  entry: Omit<LedgerEntry, "hash">,
  sha256: Sha256 = sha256Hex,
): string => sha256(`${previousHash}\n${canonicalEntry(entry)}`);

/** As `canonicalJson` writes it, in a fifth of the time: the names are in their order already. */
const canonicalEntry = (entry: Omit<LedgerEntry, "hash">): string => {
  const { source } = entry;
  const { reached } = source;
  return JSON.stringify({
    activeAt: entry.activeAt,
    amount: entry.amount,
    commandId: entry.commandId,
    definitionId: entry.definitionId,
    definitionVersion: entry.definitionVersion,
    deviceId: entry.deviceId,
    entryId: entry.entryId,
    expiresAt: entry.expiresAt,
    kind: entry.kind,
    locationId: entry.locationId,
    lotId: entry.lotId,
    occurredAt: entry.occurredAt,
    profileId: entry.profileId,
    reason: entry.reason,
    recordedAt: entry.recordedAt,
    reference: entry.reference,
    sequence: entry.sequence,
    sourceId: source.id,
    sourceReached: reached
      ? { level: reached.level, transactionId: reached.transactionId, version: reached.version }
      : null,
    sourceType: source.type,
    staffId: entry.staffId,
    timezone: entry.timezone,
    unit: entry.unit,
    valueCents: entry.valueCents,
  });
};

/** Where a chain first breaks. */
export type BrokenLink = {
  readonly sequence: number;
  readonly entryId: string;
  readonly reason: "hash_differs" | "place_missing";
};

/**
 * How an entry breaks its profile's chain, of which `version` entries with the last hash `headHash`
 * came before it; null if it doesn't.
 */
export const checkLink = (
  { version, headHash }: { readonly version: number; readonly headHash: string },
  entry: LedgerEntry,
  sha256?: Sha256,
): BrokenLink | null => {
  const place = { sequence: entry.sequence, entryId: entry.entryId };
  if (entry.sequence !== version + 1) return { ...place, reason: "place_missing" };
  const isWhole = chainHash(headHash, entry, sha256) === entry.hash;
  return isWhole ? null : { ...place, reason: "hash_differs" };
};
