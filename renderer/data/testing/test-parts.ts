import { argon2Verify } from "hash-wasm";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { v7 } from "uuid";
import { z } from "zod";
import type { DeviceParts } from "#renderer/data/assembly/device-parts.ts";
import type { AnyStorage } from "#renderer/data/database/open-database.ts";
import type { Journal } from "#renderer/data/journal/journal.ts";
import { createMemoryJournal } from "#renderer/data/journal/memory-journal.ts";
import type { Secrets } from "#renderer/data/secrets/secrets.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import type { ReadPages } from "#renderer/data/worker/facet.ts";
import { createIndexedStorage } from "#renderer/data/worker/indexed-storage.ts";
import type { ReadByProduct } from "#renderer/data/worker/keyed-by-product.ts";
import { createLiveIndex } from "#renderer/data/worker/live-index.ts";
import { createProductIndex } from "#renderer/data/worker/product-index.ts";
import type { ProfileSource } from "#renderer/data/worker/profile-source.ts";
import { addMs, instant } from "#shared/kernel/time.ts";

/** What survives a device. Open another one on the same disk to restart it. */
export type TestDisk = {
  readonly storage: () => AnyStorage;
  readonly journal: Journal;
  readonly secrets: Secrets;
};

let disks = 0;

/** Creates an in-memory disk. RxDB's memory storage keeps its data after a close. */
export const createTestDisk = (): TestDisk => {
  disks += 1;
  const name = `memory-${disks}`;
  const collectionStates = new Map();
  let secret: string | null = null;
  return {
    // RxDB tells databases apart by the name of their storage.
    storage: () => ({ ...getRxStorageMemory(), name, collectionStates }),
    journal: createMemoryJournal(),
    secrets: {
      read: () => Promise.resolve(secret),
      write: (value) => {
        secret = value;
        return Promise.resolve();
      },
    },
  };
};

/**
 * After reopening a disk, search finds only what is pulled from then on. The Chromium tests cover
 * the rest.
 */
const NO_PROFILES: ProfileSource = {
  readPages: async function* () {},
  readByIds: () => Promise.resolve([]),
  snapshots: {
    read: () => Promise.resolve(null),
    mark: () => Promise.resolve(),
    save: () => Promise.resolve(),
  },
};

/** All documents of a collection that is in memory. */
const pagesInMemory = (internals: unknown): ReadPages =>
  async function* () {
    yield [...inMemorySchema.parse(internals).documents.values()];
  };
const inMemorySchema = z.object({ documents: z.map(z.string(), z.unknown()) });

/** Looks through all documents of a collection that is in memory. */
const byProductInMemory =
  (internals: unknown): ReadByProduct =>
  ({ from, to, limit }) => {
    const documents = [...inMemorySchema.parse(internals).documents.values()];
    const found = documents.flatMap((document) => {
      const keyed = keyedSchema.safeParse(document).data;
      const key = keyed?.productKeys.filter((each) => each >= from && each < to).sort()[0];
      return keyed && key !== undefined && !keyed._deleted ? [{ id: keyed.id, key }] : [];
    });
    const inOrder = found.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return Promise.resolve(inOrder.slice(0, limit).map(({ id }) => id));
  };
const keyedSchema = z.object({
  id: z.string(),
  productKeys: z.array(z.string()),
  _deleted: z.boolean(),
});

/** The real clock, which a test can move. */
export type TestClock = Clock & { readonly turn: (ms: number) => void };

export const createTestClock = (): TestClock => {
  let turnedMs = 0;
  return {
    now: () => addMs(instant(Date.now()), turnedMs),
    monotonicMs: () => performance.now(),
    turn: (ms) => {
      turnedMs += ms;
    },
  };
};

/** The parts of a device that runs in this process, on an in-memory disk. */
export const createTestParts = (
  disk: TestDisk,
  changes: Partial<DeviceParts> = {},
): DeviceParts => {
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const index = createLiveIndex(sleep);
  const products = createProductIndex(sleep);
  return {
    clock: createTestClock(),
    random: Math.random,
    verdictWaitMs: 4000,
    newId: () => v7(),
    cacheStorage: createIndexedStorage(disk.storage(), index, products, {
      ...{ profiles: () => NO_PROFILES, pages: pagesInMemory, byProduct: byProductInMemory },
    }),
    outboxStorage: disk.storage(),
    search: index,
    products,
    openJournal: () => Promise.resolve(disk.journal),
    openSecrets: () => disk.secrets,
    verifyPin: (pin, pinHash) => argon2Verify({ password: pin, hash: pinHash }),
    dropCaches: () => Promise.resolve(),
    isProtected: Promise.resolve(true),
    release: () => Promise.resolve(),
    ...changes,
  };
};
