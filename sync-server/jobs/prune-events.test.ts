import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { addMs } from "#shared/kernel/time.ts";
import type { NewEvent } from "#shared/reaction/event.ts";
import { readEventsAfter } from "#sync-server/storage/reaction/event-store.ts";
import { insertEvents } from "#sync-server/storage/reaction/insert-events.ts";
import { appendVelocity } from "#sync-server/storage/redemption/velocity-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { FEED_START } from "#sync-server/storage/sync/feed-store.ts";
import type { Store } from "#sync-server/store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { NOON } from "#sync-server/testing/seed.ts";
import { inRounds } from "./in-rounds.ts";

const DAY_MS = 86_400_000;
const OTHER = tenantIdSchema.parse("other");

describe.for(databases)("old events on $name", ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  beforeEach(async () => {
    database = await create();
    store = await database.open({ clock: () => NOON });
  });
  afterEach(() => database.drop());

  const happen = (epochs: readonly string[], daysAgo: number, tenantId = TEST_TENANT) =>
    database.transact(
      async (deps) => {
        const events = epochs.map(
          (epoch): NewEvent => ({ kind: "server.restored", profileId: null, context: { epoch } }),
        );
        await insertEvents(deps, events);
      },
      addMs(NOON, -daysAgo * DAY_MS),
      tenantId,
    );
  const prune = () =>
    inRounds(500, (max) => store.write("pruneEvents", TEST_TENANT, { keepDays: 30, max }));
  const read = (after = FEED_START, tenantId = TEST_TENANT) =>
    readEventsAfter(store.read(tenantId), after, 2_000);
  const epochs = async (tenantId = TEST_TENANT) =>
    (await read(FEED_START, tenantId)).map(({ context }) => context["epoch"]);

  test("[E6] are deleted, of every tenant, however many; newer ones stay", async () => {
    await happen(
      Array.from({ length: 1_100 }, (_, n) => `old ${n}`),
      31,
    );
    await happen(["old"], 31, OTHER);
    await happen(["new"], 29, OTHER);
    await happen(["new", "newest"], 29);
    expect(await prune()).toBe(1_101);
    expect(await epochs()).toEqual(["new", "newest"]);
    expect(await epochs(OTHER)).toEqual(["new"]);
    expect(await prune()).toBe(0);
  });

  test("[E6] one write deletes no more than it may, the oldest first", async () => {
    await happen(["a", "b", "c", "d"], 31);
    const input = { keepDays: 30, max: 2 };
    expect(await store.write("pruneEvents", TEST_TENANT, input)).toBe(2);
    expect(await epochs()).toEqual(["c", "d"]);
  });

  test("[H2] what velocity limits counted goes by its own age, however many there are", async () => {
    const count = async (acts: number, daysAgo: number) => {
      const write = (deps: WriteDeps) =>
        Promise.all(
          Array.from({ length: acts }, () =>
            appendVelocity(
              deps,
              { counted: "redemption", per: "profile", id: "someone" },
              { occurred_at: NOON, reported: null },
            ),
          ),
        );
      await database.transact(write, addMs(NOON, -daysAgo * DAY_MS));
    };
    await count(600, 91);
    await count(2, 89);
    const pruneActs = () =>
      inRounds(500, (max) => store.write("pruneVelocity", TEST_TENANT, { max }));
    expect(await pruneActs()).toBe(600);
    expect(await pruneActs()).toBe(0);
  });

  test("[E6] the newest stays however old it is, so that a reader misses nothing after it", async () => {
    await happen(["a", "b"], 31);
    const last = assertDefined((await read()).at(-1), "an event").place;
    expect(await prune()).toBe(1);
    expect(await epochs()).toEqual(["b"]);
    await happen(["c"], 0);
    expect((await read(last)).map(({ context }) => context["epoch"])).toEqual(["c"]);
  });
});
