import { Dexie, type EntityTable } from "dexie";
import { besideCache } from "#renderer/data/database/cache-name.ts";
import type { PictureRef } from "#shared/kernel/picture.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** A picture on this device, and what the server called it. */
export type KeptPicture = {
  readonly picture: Blob;
  readonly etag: string;
  /** When the server last gave it, or said that it is still the same. */
  readonly checkedAt: Instant;
};

/** The pictures that were shown here, within a limit ([S29]). */
export type KeptPictures = {
  /** Reading one is showing it. Null if it isn't here. */
  readonly read: (ref: PictureRef, at: Instant) => Promise<KeptPicture | null>;
  /** Keeps a picture and throws out those shown longest ago, until all are within the limit. */
  readonly keep: (ref: PictureRef, kept: KeptPicture, limitBytes: number) => Promise<void>;
  readonly forget: (refs: readonly PictureRef[]) => Promise<void>;
  readonly bytes: () => Promise<number>;
  readonly close: () => void;
};

/** Apart from the bytes, so that counting and choosing reads none of them. */
type Entry = {
  readonly ref: PictureRef;
  readonly bytes: number;
  readonly etag: string;
  readonly checkedAt: Instant;
  readonly shownAt: Instant;
};
/** How many bytes all entries have, so that keeping one doesn't walk through the others. */
type Sum = { readonly of: "entries"; readonly bytes: number };
type Stored = { readonly ref: PictureRef; readonly type: string; readonly bytes: ArrayBuffer };

/** The pictures beside a cache, in a database that is dropped together with it. */
export const openKeptPictures = (cacheName: string): KeptPictures => {
  const database = new Dexie(besideCache(cacheName, "pictures"), {
    // They can be fetched again.
    chromeTransactionDurability: "relaxed",
  });
  database.version(1).stores({ entries: "ref, shownAt", bytes: "ref", sums: "of" });
  const entries: EntityTable<Entry, "ref"> = database.table("entries");
  const stored: EntityTable<Stored, "ref"> = database.table("bytes");
  const sums: EntityTable<Sum, "of"> = database.table("sums");
  const tables = [entries, stored, sums];

  const sum = async (): Promise<number> => (await sums.get("entries"))?.bytes ?? 0;
  const add = async (bytes: number): Promise<number> => {
    const now = (await sum()) + bytes;
    await sums.put({ of: "entries", bytes: now });
    return now;
  };
  const drop = async (refs: readonly PictureRef[]) => {
    const dropped = await entries.bulkGet([...refs]);
    await entries.bulkDelete([...refs]);
    await stored.bulkDelete([...refs]);
    await add(-dropped.reduce((total, entry) => total + (entry?.bytes ?? 0), 0));
  };
  const makeRoom = async (overBytes: number) => {
    let over = overBytes;
    const dropped: PictureRef[] = [];
    await entries
      .orderBy("shownAt")
      .until(() => over <= 0)
      .each(({ ref, bytes }) => {
        over -= bytes;
        dropped.push(ref);
      });
    await drop(dropped);
  };

  return {
    read: async (ref, at) => {
      const [entry, found] = await Promise.all([entries.get(ref), stored.get(ref)]);
      if (!entry || !found) return null;
      await entries.update(ref, { shownAt: at });
      const { etag, checkedAt } = entry;
      return { picture: new Blob([found.bytes], { type: found.type }), etag, checkedAt };
    },
    keep: async (ref, { picture, etag, checkedAt }, limitBytes) => {
      const bytes = await picture.arrayBuffer();
      const entry = { ref, bytes: bytes.byteLength, etag, checkedAt, shownAt: checkedAt };
      try {
        await database.transaction("rw", tables, async () => {
          const before = await entries.get(ref);
          await entries.put(entry);
          await stored.put({ ref, type: picture.type, bytes });
          const total = await add(entry.bytes - (before?.bytes ?? 0));
          if (total > limitBytes) await makeRoom(total - limitBytes);
        });
      } catch {
        // The disk is full: what can be fetched again makes room for what can't.
        await Promise.all(tables.map((table) => table.clear()));
      }
    },
    forget: (refs) => database.transaction("rw", tables, () => drop(refs)),
    bytes: sum,
    close: () => database.close(),
  };
};
