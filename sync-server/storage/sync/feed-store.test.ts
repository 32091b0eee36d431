// biome-ignore lint/plugin: transactions that stay open for a while are the point.
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { Store } from "#sync-server/store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { FEED_START, type FeedPlace, isAfter, readFeedAfter, readFeedHead } from "./feed-store.ts";
import type { FeedTouch } from "./feed-touch.ts";
import { touchFeed } from "./touch-feed.ts";

const account = (docId: string, more: Partial<FeedTouch<"region">> = {}): FeedTouch => ({
  collection: "accounts",
  docId,
  scope: "AU",
  locationId: null,
  ...more,
});

describe.for(databases)("the feed on $name", ({ name, create }) => {
  let database: TestDatabase;
  let store: Store;
  let deps: ReadDeps;
  beforeAll(async () => {
    database = await create();
    store = await database.open();
    deps = store.read(TEST_TENANT);
  });
  afterAll(() => database.drop());

  const touch = (...touches: readonly FeedTouch[]) =>
    database.transact((write) => touchFeed(write, touches));
  const idsOf = async (scope: string, after: FeedPlace = FEED_START, limit = 100) => {
    const rows = await readFeedAfter(deps, { collection: "accounts", scope, after, limit });
    return rows.map((row) => row.docId);
  };

  test("serves facts in the order of their last change, page by page", async () => {
    const scope = "order";
    await touch(account("a", { scope }), account("b", { scope }));
    await touch(account("c", { scope }));
    await touch(account("a", { scope }));
    expect(await idsOf(scope)).toEqual(["b", "c", "a"]);
    const [first] = await readFeedAfter(deps, {
      collection: "accounts",
      scope,
      after: FEED_START,
      limit: 1,
    });
    expect(first && (await idsOf(scope, first))).toEqual(["c", "a"]);
    expect(first && (await idsOf(scope, first, 1))).toEqual(["c"]);
  });

  test("a fact touched twice in one write appears once", async () => {
    const scope = "twice";
    await touch(account("a", { scope }), account("a", { scope, isDeleted: true }));
    const rows = await readFeedAfter(deps, {
      collection: "accounts",
      scope,
      after: FEED_START,
      limit: 9,
    });
    expect(rows).toMatchObject([{ docId: "a", isDeleted: true }]);
  });

  test("keeps tenants, collections and scopes apart", async () => {
    await touch(
      account("a", { scope: "apart" }),
      account("a", { scope: "apart", collection: "profiles" }),
    );
    expect(await idsOf("apart")).toEqual(["a"]);
    expect(await idsOf("elsewhere")).toEqual([]);
  });

  test("[S13] a fact that moves is deleted from its old scope and appears in its new one", async () => {
    await touch(account("m", { scope: "old" }));
    await touch(account("m", { scope: "old", isDeleted: true }), account("m", { scope: "new" }));
    const inScope = (scope: string) =>
      readFeedAfter(deps, { collection: "accounts", scope, after: FEED_START, limit: 9 });
    expect(await inScope("old")).toMatchObject([{ docId: "m", isDeleted: true }]);
    expect(await inScope("new")).toMatchObject([{ docId: "m", isDeleted: false }]);
  });

  test("[S13] one location's facts can be read alone, and so can all others", async () => {
    const scope = "places";
    await touch(
      account("a", { scope, locationId: 1 }),
      account("b", { scope, locationId: 2 }),
      account("c", { scope }),
    );
    const of = async (is: "own" | "other") => {
      const page = {
        collection: "accounts",
        scope,
        after: FEED_START,
        limit: 9,
        location: { id: 1, is },
      } as const;
      return (await readFeedAfter(deps, page)).map((row) => row.docId);
    };
    expect(await of("own")).toEqual(["a"]);
    expect(await of("other")).toEqual(["b", "c"]);
  });

  test("[S12] nothing is served beyond the head", async () => {
    await touch(account("h", { scope: "head" }));
    const rows = await readFeedAfter(deps, {
      collection: "accounts",
      scope: "head",
      after: FEED_START,
      limit: 9,
    });
    const head = await readFeedHead(deps);
    expect(rows).toHaveLength(1);
    for (const row of rows) expect(isAfter(row, head)).toBe(false);
    expect(isAfter({ tx: "99999999999999999", seq: 1 }, head)).toBe(true);
  });

  test("a write of thousands of facts is served in full", async () => {
    const scope = "many";
    await touch(...Array.from({ length: 1_234 }, (_, n) => account(`p${n}`, { scope })));
    expect(new Set(await idsOf(scope, FEED_START, 5_000)).size).toBe(1_234);
  });

  test("[S11] a poller misses nothing from eight writers, some of them slow", async () => {
    const scope = "race";
    const url = database.options.databaseUrl;
    const perWriter = 150;
    let isDone = false;
    const seen = new Set<string>();
    const poll = async () => {
      let place: FeedPlace = FEED_START;
      for (let isLast = false; ; isLast = isDone) {
        const page = { collection: "accounts", scope, after: place, limit: 50 } as const;
        const rows = await readFeedAfter(deps, page);
        for (const row of rows) {
          expect(isAfter(row, place)).toBe(true);
          place = { tx: row.tx, seq: row.seq };
          seen.add(row.docId);
        }
        if (isLast && rows.length === 0) return;
        await pause(1);
      }
    };
    const writer = async (n: number) => {
      for (let i = 0; i < perWriter; i++) {
        await database.transact(async (write) => {
          await touchFeed(write, [account(`w${n}-${i}`, { scope })]);
          // A transaction that stays open holds a number that later ones have already passed.
          if (url && (n + i) % 3 === 0) await pause(1 + ((n * 7 + i) % 4));
        });
      }
    };
    const polling = poll();
    await Promise.all(Array.from({ length: 8 }, (_, n) => writer(n)));
    isDone = true;
    await polling;
    expect(seen.size).toBe(8 * perWriter);
  });

  // SQLite has only one writer.
  if (name === "postgres") {
    test("[S11] the feed waits for what an open transaction may still write", async () => {
      const url = assertDefined(database.options.databaseUrl, "the URL of PostgreSQL");
      const scope = "held";
      const early = new pg.Client({ connectionString: url });
      await early.connect();
      await early.query("begin");
      await early.query(
        `insert into feed (tenant_id, collection, doc_id, scope, tx, seq, is_deleted)
       values ($1, 'accounts', 'early', $2, pg_current_xact_id(), nextval('feed_seq'), 0)`,
        [TEST_TENANT, scope],
      );
      await touch(account("late", { scope }));
      expect(await idsOf(scope)).toEqual([]);
      await early.query("commit");
      await early.end();
      expect(await idsOf(scope)).toEqual(["early", "late"]);
    });
  }
});
