import fc from "fast-check";
import { expect, test } from "vitest";
import { draftEarn } from "#shared/incentive/points/move-points.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/canonical.ts";
import { addMs } from "#shared/kernel/time.ts";
import { attribution, NOW, PROFILE, pointDefinition } from "#shared/testing/build.ts";
import { findBrokenLink } from "#shared/testing/find-broken-link.ts";
import { emptyAccount } from "./account.ts";
import type { LedgerEntry } from "./entry.ts";
import { CHAIN_START, chainHash } from "./hash-chain.ts";

const chainOf = (length: number): readonly LedgerEntry[] => {
  let previous = CHAIN_START;
  return Array.from({ length }, (_, index) => {
    const move = {
      ...attribution(index),
      definition: pointDefinition(),
      points: 10 + index,
      firstIndex: 0,
    };
    const [draft] = draftEarn(emptyAccount(PROFILE), { ...move, recoverShortfalls: false });
    const placed = {
      ...assertDefined(draft, "an entry"),
      sequence: index + 1,
      recordedAt: addMs(NOW, index),
    };
    previous = chainHash(previous, placed);
    return { ...placed, hash: previous };
  });
};

const length = fc.integer({ min: 2, max: 12 });

test("[L6] an untouched chain is whole", () => {
  expect(findBrokenLink([])).toBeNull();
  expect(findBrokenLink(chainOf(12))).toBeNull();
});

test("[L6] a changed field breaks the chain at its entry", () => {
  fc.assert(
    fc.property(
      length,
      fc.nat(),
      fc.constantFrom("amount", "definitionVersion", "occurredAt", "recordedAt", "valueCents"),
      (n, at, field) => {
        const entries = chainOf(n);
        const index = at % n;
        const changed = entries.map((entry, i) =>
          i === index
            ? { ...entry, [field]: Number(entry[field as keyof LedgerEntry]) + 1 }
            : entry,
        );
        expect(findBrokenLink(changed)).toMatchObject({
          sequence: index + 1,
          reason: "hash_differs",
        });
      },
    ),
  );
});

test("[L6] a removed entry breaks the chain at the next one", () => {
  fc.assert(
    fc.property(length, fc.nat(), (n, at) => {
      const entries = chainOf(n);
      const index = at % (n - 1);
      const broken = findBrokenLink(entries.filter((_, i) => i !== index));
      expect(broken).toMatchObject({ sequence: index + 2, reason: "place_missing" });
    }),
  );
});

test("[L6] swapped entries are found, even if their numbers are swapped too", () => {
  const [first, second, ...rest] = chainOf(4);
  const a = assertDefined(first, "first");
  const b = assertDefined(second, "second");
  expect(findBrokenLink([b, a, ...rest])).toMatchObject({ reason: "place_missing" });
  const renumbered = [{ ...b, sequence: 1 }, { ...a, sequence: 2 }, ...rest];
  expect(findBrokenLink(renumbered)).toMatchObject({ sequence: 1, reason: "hash_differs" });
});

test("[L6] an entry's hash covers every field except itself", () => {
  const entry = assertDefined(chainOf(1)[0], "an entry");
  const changes: readonly Partial<LedgerEntry>[] = [
    { kind: "adjust" },
    { unit: "reward" },
    { definitionId: null },
    { expiresAt: NOW },
    { source: { type: "api", id: "else" } },
    { source: { type: "demo", id: entry.source.id } },
    ...[1, 2].flatMap((version) =>
      [null, 5].map((level) => ({
        source: { ...entry.source, reached: { version, level, transactionId: null } },
      })),
    ),
    { timezone: assertDefined(chainOf(1)[0], "an entry").timezone },
  ];
  const hashes = changes.map((change) => chainHash(CHAIN_START, { ...entry, ...change }));
  expect(new Set(hashes).size).toBe(changes.length);
  expect(hashes.at(-1)).toBe(entry.hash);
});

test("[L6] what is hashed is the canonical form, whoever hashes it", () => {
  const { hash: _, source, ...entry } = assertDefined(chainOf(1)[0], "an entry");
  const reached = { version: 1, level: null, transactionId: null };
  for (const sourceReached of [null, reached]) {
    const fields = { ...entry, sourceType: source.type, sourceId: source.id, sourceReached };
    const named = sourceReached ? { ...source, reached: sourceReached } : source;
    const read = (text: string): string => text;
    const hashed = chainHash(CHAIN_START, { ...entry, source: named }, read);
    expect(hashed).toBe(`${CHAIN_START}\n${canonicalJson(fields)}`);
    expect(chainHash(CHAIN_START, { ...entry, source: named })).toBe(sha256Hex(hashed));
  }
});
