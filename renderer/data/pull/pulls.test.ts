import { filter, firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDevice } from "#renderer/data/assembly/create-device.ts";
import type { DeviceParts } from "#renderer/data/assembly/device-parts.ts";
import type { Device } from "#renderer/data/device.ts";
import {
  createTestDisk,
  createTestParts,
  type TestDisk,
} from "#renderer/data/testing/test-parts.ts";
import { watchStorage } from "#renderer/data/testing/watch-storage.ts";
import { type FeedServer, startFeedServer } from "#renderer/testing/feed-server.ts";
import {
  accountFact,
  configFacts,
  profileFact,
  profileIdOf,
} from "#renderer/testing/sample-facts.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";

let feed: FeedServer;
let disk: TestDisk;
let device: Device | null = null;

beforeEach(async () => {
  feed = await startFeedServer();
  disk = createTestDisk();
});
afterEach(async () => {
  await device?.dispose();
  device = null;
  await feed.close();
});

const open = async (changes: Partial<DeviceParts> = {}): Promise<Device> => {
  device = await createDevice(createTestParts(disk, changes));
  return device;
};
const enrolled = async (changes: Partial<DeviceParts> = {}): Promise<Device> => {
  const opened = await open(changes);
  const enrolment = await opened.enrol({
    serverUrl: feed.url,
    code: "ABCDEF",
    deviceName: "Till",
  });
  expect(enrolment).toMatchObject({ ok: true });
  return opened;
};
const whenReady = ({ status$ }: Device) =>
  firstValueFrom(status$.pipe(filter(({ phase }) => phase === "ready")));
const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => profileFact(from + n));
const held = async ({ readProfiles }: Device, ids: readonly number[]) =>
  (await readProfiles(ids.map((n) => profileIdSchema.parse(profileIdOf(n))))).length;
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

const watched = () => {
  const inner = disk.storage();
  const watch = watchStorage(inner);
  return { watch, cacheStorage: watch.storage };
};

/** As long as the server takes for a whole page: a disk that needs this is slower than the feed. */
const aPageLater = async (): Promise<void> => {
  const page = await fetch(`${feed.url}/sync/v1/pull?collection=profiles&limit=1000`);
  await page.text();
};

/** Resolves when the server has answered one more pull. */
const nextPull = (): Promise<void> =>
  new Promise((resolve) => {
    feed.faults.afterPull = () => resolve();
  });

describe("what RxDB's own replication would lose", () => {
  test("P1: a batch whose write fails is pulled again, and nothing after it is skipped", async () => {
    feed.put("config", configFacts());
    feed.put("profiles", people(0, 3000));
    const { watch, cacheStorage } = watched();
    let writes = 0;
    watch.beforeWrite = async (collection) => {
      if (collection !== "profiles") return;
      writes += 1;
      const isFull = writes === 2;
      await aPageLater();
      if (isFull) throw new Error("the disk is full");
    };
    const till = await enrolled({ cacheStorage });
    await whenReady(till);
    expect(writes).toBeGreaterThan(3);
    expect(await held(till, upTo(3000))).toBe(3000);
  });

  test("P1: the same when the checkpoint can't be written", async () => {
    feed.put("config", configFacts());
    feed.put("profiles", people(0, 3000));
    const { watch, cacheStorage } = watched();
    let checkpoints = 0;
    watch.beforeWrite = (collection) => {
      if (!collection.startsWith("rx-replication-meta")) return;
      checkpoints += 1;
      if (checkpoints === 6) throw new Error("the disk is full");
    };
    const till = await enrolled({ cacheStorage });
    await whenReady(till);
    expect(await held(till, upTo(3000))).toBe(3000);
  });

  test("P2: an unreadable document is set aside, shown, and blocks nothing", async () => {
    feed.put("config", configFacts());
    feed.put("profiles", [
      ...people(0, 150),
      { id: profileIdOf(150), firstName: 7 },
      "what?",
      ...people(152, 300),
    ]);
    const till = await enrolled();
    await whenReady(till);
    expect(await held(till, upTo(300))).toBe(298);
    const status = await firstValueFrom(till.status$);
    expect(status.quarantinedCount).toBe(2);
    const kept = await firstValueFrom(till.quarantined$);
    expect(kept).toMatchObject([
      {
        collection: "profiles",
        id: profileIdOf(150),
        reason: expect.stringContaining("firstName"),
      },
      { collection: "profiles", id: "without-id-151" },
    ]);
    feed.put("profiles", [profileFact(150)]);
    await whenHeld(till, 150);
    // Once readable, it is no longer set aside.
    expect((await firstValueFrom(till.quarantined$)).map(({ id }) => id)).toEqual([
      "without-id-151",
    ]);
  });

  test("P2: a whole page of unreadable documents, in the middle and at the end", async () => {
    feed.put("config", configFacts());
    const bad = (from: number) => upTo(1000).map((n) => ({ id: profileIdOf(from + n) }));
    feed.put("profiles", [...people(0, 1000), ...bad(1000), ...people(2000, 3000), ...bad(3000)]);
    const till = await enrolled();
    await whenReady(till);
    expect(await held(till, upTo(4000))).toBe(2000);
    feed.put("profiles", [profileFact(4000)]);
    await whenHeld(till, 4000);
  });

  test("P4: one request at a time for each collection, three in all", async () => {
    // Long enough for the next request to arrive if the device sends one.
    feed.faults.beforePull = () => fetch(`${feed.url}/sync/v1/status`);
    feed.put("config", configFacts());
    feed.put("profiles", people(0, 4000));
    feed.put(
      "accounts",
      upTo(4000).map((n) => accountFact(n)),
    );
    const till = await enrolled();
    await whenReady(till);
    expect(feed.seen.mostPulls).toBeLessThanOrEqual(3);
    const asked = feed.seen.pulls.filter((pull) => pull.startsWith("profiles"));
    expect(asked).toEqual([...new Set(asked)].concat(asked.filter((a, i) => asked.indexOf(a) < i)));
  });

  test("P5: a push that keeps failing holds back no facts", async () => {
    feed.put("config", configFacts());
    feed.put("profiles", people(0, 10));
    feed.put("accounts", [accountFact(1)]);
    feed.faults.push = { status: 503, code: "unavailable" };
    const till = await enrolled();
    await whenReady(till);
    const staff = (await firstValueFrom(till.staff$))[0];
    const profileId = profileIdSchema.parse(profileIdOf(1));
    if (!staff) throw new Error("no staff");
    expect(await till.addNote({ profileId, text: "Hello", staffId: staff.id })).toMatchObject({
      ok: true,
    });
    feed.put("profiles", [profileFact(1, { firstName: "Renamed", version: 2 })]);
    await firstValueFrom(
      till.profile$(profileId).pipe(filter((view) => view?.profile.firstName === "Renamed")),
    );
  });

  test("P6: the newest state of a document wins, however often it changes", async () => {
    feed.put("config", configFacts());
    feed.put("profiles", people(0, 10));
    const till = await enrolled();
    await whenReady(till);
    for (let version = 2; version <= 30; version += 1) {
      const pulled = nextPull();
      feed.put("profiles", [profileFact(1, { firstName: `V${version}`, version })]);
      // The next versions come while the device is writing this one.
      if (version % 7 === 0) await pulled;
    }
    const profileId = profileIdSchema.parse(profileIdOf(1));
    const newest = await firstValueFrom(
      till.profile$(profileId).pipe(filter((view) => view?.profile.version === 30)),
    );
    expect(newest?.profile.firstName).toBe("V30");
  });
});

describe("back-pressure", () => {
  test("no write is larger than a page, and RxDB's upstream reads nothing", async () => {
    feed.put("config", configFacts());
    feed.put("profiles", people(0, 5000));
    const { watch, cacheStorage } = watched();
    watch.beforeWrite = async (collection) => {
      if (collection !== "profiles") return;
      for (let pages = 0; pages < 3; pages += 1) await aPageLater();
    };
    const till = await enrolled({ cacheStorage });
    await whenReady(till);
    expect(await held(till, upTo(5000))).toBe(5000);
    expect(Math.max(...watch.writeSizes)).toBeLessThanOrEqual(1000);
    expect(watch.changedReads).toBe(0);
  });
});

test("a restart resumes from the last stored checkpoint", async () => {
  feed.put("config", configFacts());
  feed.put("profiles", people(0, 3000));
  const till = await enrolled();
  await whenReady(till);
  await till.dispose();
  feed.seen.pulls.length = 0;
  feed.put("profiles", people(3000, 3010));
  const again = await open();
  await whenHeld(again, 3009);
  expect(feed.seen.pulls.filter((pull) => pull.startsWith("profiles"))[0]).toBe("profiles:e1.3000");
  expect(await held(again, upTo(3010))).toBe(3010);
});

test("[S13] what leaves the scope disappears from the device and from the search", async () => {
  feed.put("config", configFacts());
  feed.put("profiles", people(0, 10));
  const till = await enrolled();
  await whenReady(till);
  expect((await till.search("Chloe", 10)).hits).toHaveLength(1);
  feed.put("profiles", [{ id: profileIdOf(2), _deleted: true }]);
  await firstValueFrom(
    till.profile$(profileIdSchema.parse(profileIdOf(2))).pipe(filter((view) => view === null)),
  );
  expect((await till.search("Chloe", 10)).hits).toHaveLength(0);
});

test("[S12] a foreign checkpoint causes a new cache, a full pull and a resend of answered commands", async () => {
  feed.put("config", configFacts());
  feed.put("profiles", people(0, 10));
  feed.put("accounts", [accountFact(1)]);
  const till = await enrolled();
  await whenReady(till);
  const profileId = profileIdSchema.parse(profileIdOf(1));
  const staff = (await firstValueFrom(till.staff$))[0];
  if (!staff) throw new Error("no staff");
  await till.addNote({ profileId, text: "Hello", staffId: staff.id });
  await firstValueFrom(till.status$.pipe(filter(({ pendingCount }) => pendingCount === 0)));
  expect(feed.seen.pushes).toHaveLength(1);

  feed.faults.serverEpoch = "e2";
  feed.put("profiles", [profileFact(20)]);
  await whenHeld(till, 20);
  await whenReady(till);
  expect(await held(till, [...upTo(10), 20])).toBe(11);
  await expect.poll(() => feed.seen.pushes.length, { timeout: 5000 }).toBe(2);
  expect(feed.seen.pushes[1]).toEqual(feed.seen.pushes[0]);
  await firstValueFrom(till.status$.pipe(filter(({ pendingCount }) => pendingCount === 0)));
});

describe("[S12] a failed pull is repeated until it succeeds", () => {
  const startOn = async (changes: Partial<DeviceParts>) => {
    feed.put("config", configFacts());
    feed.put("profiles", people(0, 10));
    const till = await enrolled(changes);
    await whenReady(till);
    return till;
  };
  const restore = () => {
    feed.faults.serverEpoch = "e2";
    feed.put("profiles", [profileFact(20)]);
  };
  const recovers = async (till: Device) => {
    await whenHeld(till, 20);
    await whenReady(till);
    expect(await held(till, [...upTo(10), 20])).toBe(11);
  };

  test("when the next cache can't be created; until then the old one can be read", async () => {
    const { watch, cacheStorage } = watched();
    const till = await startOn({ cacheStorage });
    const failures: string[] = [];
    let isFull = true;
    watch.beforeOpen = (database) => {
      if (!isFull) return;
      failures.push(database);
      throw new Error("the disk is full");
    };
    restore();
    await expect.poll(() => failures.length, { timeout: 5000 }).toBeGreaterThan(1);
    expect(await held(till, upTo(10))).toBe(10);
    isFull = false;
    await recovers(till);
  });

  test("when a collection of the next cache can't be opened", async () => {
    const { watch, cacheStorage } = watched();
    const till = await startOn({ cacheStorage });
    let failures = 0;
    watch.beforeOpen = (_database, collection) => {
      if (collection !== "timeline" || failures === 3) return;
      failures += 1;
      throw new Error("the disk is full");
    };
    restore();
    await recovers(till);
    expect(failures).toBe(3);
  });

  test("when the server doesn't say which backup it was restored from", async () => {
    const till = await startOn({});
    feed.faults.status = { status: 503, code: "unavailable" };
    const startedAt = performance.now();
    restore();
    const before = feed.seen.statuses;
    const asked = () => feed.seen.statuses - before;
    await expect.poll(asked, { interval: 10, timeout: 10_000 }).toBeGreaterThan(2);
    // With back-off: at most one when the stream opens, and one every quarter of a second or more.
    expect(performance.now() - startedAt).toBeGreaterThan(250);
    feed.faults.status = null;
    await recovers(till);
  });
});

test("a read that fails while the cache is open isn't mistaken for an empty cache", async () => {
  feed.put("config", configFacts());
  feed.put("profiles", people(0, 10));
  const { watch, cacheStorage } = watched();
  const till = await enrolled({ cacheStorage });
  await whenReady(till);
  watch.beforeRead = () => {
    throw new Error("the disk is failing");
  };
  await expect(held(till, [7])).rejects.toThrow("the disk is failing");
});

test("with a server on a newer protocol, the status says so and commands are still sent", async () => {
  feed.put("config", configFacts());
  feed.put("profiles", people(0, 10));
  const till = await enrolled();
  await whenReady(till);
  feed.faults.pull = { status: 426, code: "protocol_unsupported" };
  till.syncNow();
  await firstValueFrom(till.status$.pipe(filter(({ connection }) => connection === "must_update")));
  const profileId = profileIdSchema.parse(profileIdOf(1));
  const staff = (await firstValueFrom(till.staff$))[0];
  if (!staff) throw new Error("no staff");
  await till.addNote({ profileId, text: "Hello", staffId: staff.id });
  await firstValueFrom(till.status$.pipe(filter(({ pendingCount }) => pendingCount === 0)));
  expect((await firstValueFrom(till.status$)).connection).toBe("must_update");
});

const whenHeld = async (from: Device, n: number) => {
  const profileId = profileIdSchema.parse(profileIdOf(n));
  await firstValueFrom(from.profile$(profileId).pipe(filter((view) => view !== null)));
};
