import { canonicalJson, sha256Hex } from "#shared/kernel/canonical.ts";
import type { LedgerEntry } from "./entry.ts";

/** The previous hash of every profile's first entry. */
export const CHAIN_START = "0".repeat(64);

/**
 * Hashes an entry's own fields together with the previous hash (SPEC.md [L6]). The canonical form
 * holds only random ids and amounts, so depersonalising never changes a chain.
 */
export const chainHash = (previousHash: string, entry: Omit<LedgerEntry, "hash">): string =>
  sha256Hex(
    `${previousHash}\n${canonicalJson({
      entryId: entry.entryId,
      profileId: entry.profileId,
      sequence: entry.sequence,
      kind: entry.kind,
      unit: entry.unit,
      definitionId: entry.definitionId,
      definitionVersion: entry.definitionVersion,
      lotId: entry.lotId,
      amount: entry.amount,
      valueCents: entry.valueCents,
      expiresAt: entry.expiresAt,
      timezone: entry.timezone,
      sourceType: entry.source.type,
      sourceId: entry.source.id,
      commandId: entry.commandId,
      occurredAt: entry.occurredAt,
      recordedAt: entry.recordedAt,
      locationId: entry.locationId,
      staffId: entry.staffId,
      deviceId: entry.deviceId,
    })}`,
  );

/** Where a chain first breaks. */
export type BrokenLink = {
  readonly sequence: number;
  readonly entryId: string;
  readonly reason: "hash_differs" | "place_missing";
};

/**
 * Walks one profile's entries in order of `sequence` and returns the first broken link, or null if
 * the chain is whole.
 */
export const findBrokenLink = (entries: readonly LedgerEntry[]): BrokenLink | null => {
  let previousHash = CHAIN_START;
  for (const [index, entry] of entries.entries()) {
    const place = { sequence: entry.sequence, entryId: entry.entryId };
    if (entry.sequence !== index + 1) return { ...place, reason: "place_missing" };
    if (chainHash(previousHash, entry) !== entry.hash) return { ...place, reason: "hash_differs" };
    previousHash = entry.hash;
  }
  return null;
};
