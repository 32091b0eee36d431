import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { groupDefinitions } from "#shared/incentive/definition.ts";
import { draftEarn, draftTakeBack } from "#shared/incentive/points/move-points.ts";
import { decideIssueReward } from "#shared/incentive/rewards/issue-reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs } from "#shared/kernel/time.ts";
import { type Account, emptyAccount, foldAccount } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { draftExpire } from "#shared/ledger/expire.ts";
import { decideRedeem } from "#shared/redemption/decide.ts";
import { draftRedeem } from "#shared/redemption/draft-redeem.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { findBrokenLink } from "#shared/testing/find-broken-link.ts";
import {
  readEntriesAfter,
  readEntriesOfCommand,
  readEntriesOfSources,
} from "#sync-server/storage/ledger/entry-store.ts";
import { FEED_START, readFeedAfter } from "#sync-server/storage/sync/feed-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { issueReward, POINT, REWARD, redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { attribution, insertBareProfile, NOON, newProfileId } from "#sync-server/testing/seed.ts";
import { appendDrafts } from "./append.ts";
import { lockAccount, readAccount } from "./load-account.ts";
import { foldChain } from "./read-chain.ts";

const PROGRAMME = {
  definitions: groupDefinitions([REWARD, POINT]),
  policy: DEFAULT_REDEMPTION_POLICY,
};

describe.for(databases)("the ledger on $name", ({ create }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await create();
  });
  afterAll(() => database.drop());

  const entriesOf = (profileId: ProfileId) =>
    database.transact((deps) => readEntriesAfter(deps, profileId, { sequence: 0, limit: 1000 }));

  test("entries can be read back unchanged, by chain, by command and by source", async () => {
    const profileId = await insertBareProfile(database);
    const { entries } = await database.transact((deps) => issueReward(deps, profileId, 500));
    const entry = assertDefined(entries[0], "one entry");
    expect(await entriesOf(profileId)).toEqual(entries);
    await database.transact(async (deps) => {
      expect(await readEntriesOfCommand(deps, entry.commandId)).toEqual(entries);
      expect(await readEntriesOfSources(deps, entry.source.type, [entry.source.id])).toEqual(
        entries,
      );
    });
  });

  test("[L1] the database itself refuses to change or delete an entry", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500));
    const refused = /only appended/;
    await expect(database.run("update ledger_entries set amount = 1")).rejects.toThrow(refused);
    await expect(database.run("delete from ledger_entries")).rejects.toThrow(refused);
    await expect(
      database.run("update ledger_entries set hash = hash where sequence = 1"),
    ).rejects.toThrow(refused);
    if (database.name === "postgres") {
      await expect(database.run("truncate ledger_entries")).rejects.toThrow(refused);
    }
  });

  test("[L3] the database itself refuses a negative lot", async () => {
    const profileId = await insertBareProfile(database);
    await database.transact((deps) => issueReward(deps, profileId, 500));
    await expect(database.run("update lots set remaining = -1")).rejects.toThrow(/constraint/i);
  });

  test("[L8] a write that throws after appending entries leaves none of them", async () => {
    const profileId = await insertBareProfile(database);
    const failing = database.transact(async (deps) => {
      await issueReward(deps, profileId, 500);
      throw new Error("the power went");
    });
    await expect(failing).rejects.toThrow("the power went");
    expect(await entriesOf(profileId)).toEqual([]);
    await database.transact(async (deps) => {
      expect(await readAccount(deps, profileId)).toEqual(emptyAccount(profileId));
    });
  });

  test("an append moves the account to the end of its region's feed, once", async () => {
    const profileId = await insertBareProfile(database, "feed-region");
    await database.transact((deps) => issueReward(deps, profileId, 500));
    await database.transact((deps) => issueReward(deps, profileId, 500));
    const store = await database.open();
    const page = {
      collection: "accounts",
      scope: "feed-region",
      after: FEED_START,
      limit: 10,
    } as const;
    const rows = await readFeedAfter(store.read(TEST_TENANT), page);
    expect(rows.map((row) => row.docId)).toEqual([profileId]);
  });

  test("no account is created without a profile", async () => {
    const locked = await database.transact((deps) => lockAccount(deps, newProfileId()));
    expect(locked).toBeNull();
  });

  test("two concurrent first entries of one profile create one account", async () => {
    const profileId = await insertBareProfile(database);
    await Promise.all(
      [100, 200, 300].map((value) =>
        database.transact((deps) => issueReward(deps, profileId, value)),
      ),
    );
    const entries = await entriesOf(profileId);
    expect(entries.map((entry) => entry.sequence)).toEqual([1, 2, 3]);
    expect(findBrokenLink(entries)).toBeNull();
  });

  test("[L4] [L6] store, fold and chain agree, whatever is appended", async () => {
    const operation = fc.oneof(
      fc.record({
        kind: fc.constant("issue" as const),
        value: fc.integer({ min: 1, max: 5_000 }),
        days: fc.option(fc.integer({ min: 0, max: 40 })),
      }),
      fc.record({ kind: fc.constant("earn" as const), points: fc.integer({ min: 1, max: 3_000 }) }),
      fc.record({
        kind: fc.constant("takeBack" as const),
        points: fc.integer({ min: 1, max: 3_000 }),
      }),
      fc.record({
        kind: fc.constant("redeem" as const),
        amount: fc.integer({ min: 1, max: 6_000 }),
        whenShort: fc.constantFrom("refuse" as const, "partly" as const, "honour" as const),
      }),
      fc.record({ kind: fc.constant("expire" as const) }),
    );
    type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

    const draft = (account: Account, what: Operation, day: number): readonly EntryDraft[] => {
      const occurredAt = addMs(NOON, day * DAY_MS);
      const by = { ...attribution({ occurredAt }), definition: POINT, firstIndex: 0 };
      switch (what.kind) {
        case "issue": {
          const expiresAt = what.days === null ? null : addMs(occurredAt, what.days * DAY_MS);
          const decision = decideIssueReward(account, REWARD, {
            ...by,
            valueCents: cents(what.value),
            expiresAt,
          });
          return decision.ok ? decision.value : [];
        }
        case "earn":
          return draftEarn(account, { ...by, points: what.points, recoverShortfalls: true });
        case "takeBack":
          return draftTakeBack(account, { ...by, points: what.points, lotsFirst: new Set() });
        case "redeem": {
          const { whenShort } = what;
          const request = redemption(account.profileId, what.amount, { occurredAt, whenShort });
          const decision = decideRedeem(account, PROGRAMME, request);
          return decision.ok ? draftRedeem(account, decision.value, request) : [];
        }
        case "expire":
          return draftExpire(account, { ...by, worthOf: (lot) => cents(lot.remaining) });
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 25 }), async (operations) => {
        const profileId = await insertBareProfile(database);
        let model = emptyAccount(profileId);
        for (const [day, what] of operations.entries()) {
          const drafts = draft(model, what, day);
          model = foldAccount(drafts, model);
          await database.transact(async (deps) => {
            const locked = assertDefined(await lockAccount(deps, profileId), "a profile");
            await appendDrafts(deps, locked, drafts);
          });
        }
        await database.transact(async (deps) => {
          const account = await readAccount(deps, profileId);
          const folded = await foldChain(deps, profileId);
          expect(folded.brokenLink).toBeNull();
          expect(account.headHash).toBe(folded.headHash);
          expect({ ...account, lots: byId(account.lots), headHash: "" }).toMatchObject({
            ...model,
            lots: byId(model.lots),
            outstanding: expect.arrayContaining([...model.outstanding]),
            headHash: "",
          });
          const open = [...folded.lots.values()].map(({ lot }) => lot);
          expect(byId(open.filter((lot) => lot.remaining > 0))).toEqual(byId(model.lots));
        });
      }),
      { numRuns: database.name === "sqlite" ? 40 : 15 },
    );
  });
});

const DAY_MS = 86_400_000;

const byId = <L extends { readonly lotId: string }>(lots: readonly L[]): readonly L[] =>
  [...lots].sort((a, b) => (a.lotId < b.lotId ? -1 : 1));
