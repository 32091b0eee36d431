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
      activeAt: entry.activeAt,
      expiresAt: entry.expiresAt,
      timezone: entry.timezone,
      sourceType: entry.source.type,
      sourceId: entry.source.id,
      sourceReached: entry.source.reached ?? null,
      reason: entry.reason,
      reference: entry.reference,
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
 * How an entry breaks its profile's chain, of which `version` entries with the last hash `headHash`
 * came before it; null if it doesn't.
 */
export const checkLink = (
  { version, headHash }: { readonly version: number; readonly headHash: string },
  entry: LedgerEntry,
): BrokenLink | null => {
  const place = { sequence: entry.sequence, entryId: entry.entryId };
  if (entry.sequence !== version + 1) return { ...place, reason: "place_missing" };
  return chainHash(headHash, entry) === entry.hash ? null : { ...place, reason: "hash_differs" };
};
