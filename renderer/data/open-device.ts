import { v7 } from "uuid";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DataBridge, readDesktopBridge } from "./browser/desktop-bridge.ts";
import { holdDeviceLock } from "./browser/hold-device-lock.ts";
import { openWorker } from "./browser/open-worker.ts";
import { openOpfsJournal } from "./browser/opfs-journal.ts";
import { systemClock } from "./clock.ts";
import { createDevice } from "./create-device.ts";
import type { Device, OpenRefusal } from "./device.ts";
import { createDesktopJournal } from "./journal/desktop-journal.ts";
import { createMemoryJournal } from "./journal/memory-journal.ts";
import { createDesktopSecrets } from "./secrets/desktop-secrets.ts";
import { createWebSecrets } from "./secrets/web-secrets.ts";
import { cacheVerbs, outboxVerbs } from "./worker/worker-verbs.ts";

/**
 * Opens the data of this device: workers, databases, journal; replays what the outbox lost and starts
 * to sync when the device is enrolled. Call it once a page; a second tab is refused.
 */
export const openDevice = async (): Promise<Result<Device, OpenRefusal>> => {
  const lock = await holdDeviceLock();
  if (!lock) return err({ reason: "open_elsewhere" });
  try {
    return ok(await openWithLock(readDesktopBridge(window), lock.release));
  } catch (error) {
    lock.release();
    const message = error instanceof Error ? error.message : String(error);
    return err({ reason: "storage_unavailable", message });
  }
};

const openWithLock = async (
  desktop: DataBridge | null,
  releaseLock: () => void,
): Promise<Device> => {
  const broken = createBreaker();
  const cacheWorker = openWorker(
    new Worker(new URL("./worker/cache.worker.ts", import.meta.url), { type: "module" }),
    "cache",
    broken.fail,
  );
  const outboxWorker = openWorker(
    new Worker(new URL("./worker/outbox.worker.ts", import.meta.url), { type: "module" }),
    "outbox",
    broken.fail,
  );
  const close = () => {
    cacheWorker.close();
    outboxWorker.close();
    releaseLock();
  };
  const search = cacheWorker.call;
  const start = async () => {
    const journal = desktop
      ? createDesktopJournal(desktop)
      : ((await openOpfsJournal(outboxWorker.call)) ?? createMemoryJournal());
    const device = await createDevice({
      clock: systemClock,
      random: Math.random,
      newId: () => v7(),
      cacheStorage: cacheWorker.storage,
      outboxStorage: outboxWorker.storage,
      search: {
        search: (text, limit) => search(cacheVerbs.search, { text, limit }),
        findByIdentifier: (identifier) => search(cacheVerbs.findByIdentifier, { identifier }),
        overlay: async (rows) => {
          await search(cacheVerbs.overlay, { rows: [...rows] });
        },
      },
      journal,
      openSecrets: desktop ? () => createDesktopSecrets(desktop) : createWebSecrets,
      verifyPin: async (pin, pinHash) =>
        (await outboxWorker.call(outboxVerbs.verifyPin, { pin, pinHash })).isRight,
      dropCaches: async (keep) => {
        await search(cacheVerbs.dropCaches, { keep });
      },
      isProtected: desktop !== null || (await askForProtection()),
      release: () => {
        stopListening();
        close();
        return Promise.resolve();
      },
    });
    const stopListening = syncWhenNetworkChanges(device);
    return device;
  };
  try {
    return await Promise.race([start(), broken.failed]);
  } catch (error) {
    close();
    throw error;
  }
};

/** A worker that cannot be loaded answers nothing, so somebody has to say so. */
const createBreaker = () => {
  let fail: (message: string) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = (message) => reject(new Error(`A worker of the app failed: ${message}`));
  });
  failed.catch(() => undefined);
  return { failed, fail: (message: string) => fail(message) };
};

/** Some browsers ask the person in front of them; the app does not wait for that. */
const PROTECTION_WAIT_MS = 500;

/** Asks the browser not to throw the data away when the disk fills. */
const askForProtection = async (): Promise<boolean> => {
  const impatience = new Promise<false>((resolve) => {
    setTimeout(resolve, PROTECTION_WAIT_MS, false);
  });
  try {
    return await Promise.race([navigator.storage.persist(), impatience]);
  } catch {
    return false;
  }
};

/** What the browser says of the network is a hint at best; the server's answer is what counts. */
const syncWhenNetworkChanges = (device: Device): (() => void) => {
  addEventListener("online", device.syncNow);
  addEventListener("offline", device.syncNow);
  return () => {
    removeEventListener("online", device.syncNow);
    removeEventListener("offline", device.syncNow);
  };
};
