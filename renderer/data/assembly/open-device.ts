import { v7 } from "uuid";
import { type DataBridge, readDesktopBridge } from "#renderer/data/browser/desktop-bridge.ts";
import { holdDeviceLock } from "#renderer/data/browser/hold-device-lock.ts";
import { openWorker } from "#renderer/data/browser/open-worker.ts";
import { openOpfsJournal } from "#renderer/data/browser/opfs-journal.ts";
import type { Device, OpenRefusal } from "#renderer/data/device.ts";
import { createDesktopJournal } from "#renderer/data/journal/desktop-journal.ts";
import { createMemoryJournal } from "#renderer/data/journal/memory-journal.ts";
import { createDesktopSecrets } from "#renderer/data/secrets/desktop-secrets.ts";
import { createWebSecrets } from "#renderer/data/secrets/web-secrets.ts";
import { systemClock } from "#renderer/data/time/clock.ts";
import type { DeviceWorkers } from "#renderer/data/worker/start-workers.ts";
import { cacheVerbs, outboxVerbs } from "#renderer/data/worker/worker-verbs.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { createDevice } from "./create-device.ts";

const VERDICT_WAIT_MS = 4000;

/**
 * Opens this device's databases and journal in the workers that the page has started, restores what
 * the outbox has lost, and starts to sync if the device is enrolled. Call it once in a page. A
 * second tab is refused.
 */
export const openDevice = async (workers: DeviceWorkers): Promise<Result<Device, OpenRefusal>> => {
  const stopWorkers = () => {
    workers.cache.terminate();
    workers.outbox.terminate();
  };
  const lock = await holdDeviceLock();
  if (!lock) {
    stopWorkers();
    return err({ reason: "open_elsewhere" });
  }
  const close = () => {
    stopWorkers();
    lock.release();
  };
  try {
    const opening = openWithLock(workers, readDesktopBridge(window), close);
    return ok(await Promise.race([opening, workers.broken]));
  } catch (error) {
    close();
    const message = error instanceof Error ? error.message : String(error);
    return err({ reason: "storage_unavailable", message });
  }
};

const openWithLock = async (
  workers: DeviceWorkers,
  desktop: DataBridge | null,
  close: () => void,
): Promise<Device> => {
  const cacheWorker = openWorker(workers.cache, "cache");
  const outboxWorker = openWorker(workers.outbox, "outbox");
  const search = cacheWorker.call;
  const device = await createDevice({
    clock: systemClock,
    random: Math.random,
    verdictWaitMs: VERDICT_WAIT_MS,
    newId: () => v7(),
    cacheStorage: cacheWorker.storage,
    outboxStorage: outboxWorker.storage,
    search: {
      search: (text, limit, phone) => search(cacheVerbs.search, { text, limit, phone }),
      findByIdentifier: (identifier) => search(cacheVerbs.findByIdentifier, { identifier }),
      list: (request) => search(cacheVerbs.list, request),
      figures: (request) => search(cacheVerbs.figures, request),
      overlay: async (rows) => {
        await search(cacheVerbs.overlay, { rows: [...rows] });
      },
    },
    products: {
      search: (text, limit) => search(cacheVerbs.searchProducts, { text, limit }),
      list: (page) => search(cacheVerbs.listProducts, page),
      under: (collection, range) => search(cacheVerbs.underTopic, { collection, ...range }),
    },
    openJournal: async () =>
      desktop
        ? createDesktopJournal(desktop)
        : ((await openOpfsJournal(outboxWorker.call)) ?? createMemoryJournal()),
    openSecrets: desktop ? () => createDesktopSecrets(desktop) : createWebSecrets,
    verifyPin: async (pin, pinHash) =>
      (await outboxWorker.call(outboxVerbs.verifyPin, { pin, pinHash })).isRight,
    dropCaches: async (keep) => {
      await search(cacheVerbs.dropCaches, { keep });
    },
    isProtected: desktop ? Promise.resolve(true) : askForProtection(),
    release: () => {
      stopListening();
      close();
      return Promise.resolve();
    },
  });
  const stopListening = syncWhenNetworkChanges(device);
  return device;
};

/** Some browsers ask the user first. The app doesn't wait for that. */
const PROTECTION_WAIT_MS = 500;

/** Asks the browser not to evict the data when the disk fills up. */
const askForProtection = async (): Promise<boolean> => {
  const timeout = new Promise<false>((resolve) => {
    setTimeout(resolve, PROTECTION_WAIT_MS, false);
  });
  try {
    return await Promise.race([navigator.storage.persist(), timeout]);
  } catch {
    return false;
  }
};

/** What the browser says about the network is only a hint: the server's answer decides. */
const syncWhenNetworkChanges = (device: Device): (() => void) => {
  addEventListener("online", device.syncNow);
  addEventListener("offline", device.syncNow);
  return () => {
    removeEventListener("online", device.syncNow);
    removeEventListener("offline", device.syncNow);
  };
};
