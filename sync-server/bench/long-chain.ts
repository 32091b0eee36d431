import { v7 } from "uuid";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  commandIdSchema,
  definitionIdSchema,
  entryIdOf,
  lotIdOf,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { NO_REASON } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY, type EntryDraft, type LedgerEntry } from "#shared/ledger/entry.ts";
import { chainHash } from "#shared/ledger/hash-chain.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { updateAccount } from "#sync-server/storage/ledger/account-store.ts";
import { insertEntries } from "#sync-server/storage/ledger/entry-store.ts";
import { insertLots, type NewLot } from "#sync-server/storage/ledger/lot-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { BENCH_ZONE, ISSUED_AT, seedProfile } from "./ledger-seed.ts";

/** Rows per statement: SQLite binds at most 32,766 values. */
const CHUNK = 500;

/** Entries per lot: its issue, then draws until nothing is left. */
const ENTRIES_A_LOT = 10;

/**
 * A profile with five open lots whose chain then grows to `entries` entries, all on used-up lots.
 * They are bulk-inserted without going through the ledger's own append, but the chain is real:
 * `verify` finds it whole.
 */
export const seedLongChain = async (deps: WriteDeps, entries: number): Promise<ProfileId> => {
  const profileId = await seedProfile(deps, 5);
  const locked = assertDefined(await lockAccount(deps, profileId), "the profile's account");
  const { account } = locked;
  let { headHash, version } = account;
  while (version < entries) {
    const chunk: LedgerEntry[] = [];
    const lots: NewLot[] = [];
    while (chunk.length + ENTRIES_A_LOT <= CHUNK && version < entries) {
      const drafts = usedUpLot(profileId);
      for (const draft of drafts) {
        version += 1;
        const placed = { ...draft, sequence: version, recordedAt: ISSUED_AT };
        headHash = chainHash(headHash, placed);
        chunk.push({ ...placed, hash: headHash });
      }
      lots.push(lotOf(assertDefined(drafts[0], "an issue")));
    }
    await insertEntries(deps, chunk);
    await insertLots(deps, lots);
  }
  await updateAccount(deps, { ...account, headHash, version }, ISSUED_AT);
  return profileId;
};

const usedUpLot = (profileId: ProfileId): readonly EntryDraft[] => {
  const commandId = commandIdSchema.parse(v7());
  const lotId = lotIdOf(entryIdOf(commandId, 0));
  const draws = ENTRIES_A_LOT - 1;
  return Array.from({ length: ENTRIES_A_LOT }, (_, index) => {
    const amount = index === 0 ? draws * 100 : -100;
    return {
      entryId: entryIdOf(commandId, index),
      profileId,
      kind: index === 0 ? "issue" : "redeem",
      unit: "reward",
      definitionId: definitionIdSchema.parse(1),
      definitionVersion: 1,
      lotId,
      amount,
      valueCents: cents(amount),
      activeAt: null,
      expiresAt: null,
      timezone: BENCH_ZONE,
      source: { type: "api", id: commandId },
      ...NO_REASON,
      commandId,
      occurredAt: ISSUED_AT,
      ...BY_NOBODY,
    };
  });
};

const lotOf = (issue: EntryDraft): NewLot => ({
  profileId: issue.profileId,
  source: issue.source,
  lot: {
    lotId: issue.lotId,
    unit: issue.unit,
    definitionId: issue.definitionId,
    definitionVersion: issue.definitionVersion,
    issuedAt: issue.occurredAt,
    activeAt: issue.occurredAt,
    expiresAt: null,
    timezone: issue.timezone,
    initial: issue.amount,
    remaining: 0,
  },
});
