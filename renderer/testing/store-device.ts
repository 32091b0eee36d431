import { filter, firstValueFrom } from "rxjs";
import type { DeviceParts } from "#renderer/data/assembly/device-parts.ts";
import type { Device } from "#renderer/data/device.ts";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { openTill } from "#renderer/data/testing/till.ts";
import { instant } from "#shared/kernel/time.ts";
import { type FeedServer, startFeedServer } from "./feed-server.ts";
import {
  ANNA,
  accountFactOf,
  configFacts,
  noteFactOf,
  PROFILES,
  productFacts,
  transactionFacts,
} from "./store-facts.ts";

/** The real device, in memory, enrolled and with a small store's facts, and its server. */
export type StoreDevice = {
  readonly device: Device;
  readonly feed: FeedServer;
  /** Cuts the network and waits until the device has noticed. */
  readonly goOffline: () => Promise<void>;
  /** Brings the network back and waits until the device has noticed. */
  readonly goOnline: () => Promise<void>;
  /** Holds requests until `release`, like a network that is slow but loses nothing. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Starts the device again on the same disk, without the network. */
  readonly restart: () => Promise<void>;
  /** How often `redeem` was called. */
  readonly redeemCalls: () => number;
  readonly close: () => Promise<void>;
};

/** The server's address as the device knows it. Every request there goes to the feed server. */
const SERVER_URL = "https://sync.example.com";

export const openStoreDevice = async (changes: Partial<DeviceParts> = {}): Promise<StoreDevice> => {
  const feed = await startFeedServer();
  feed.faults.serverEpoch = "e5f0c1";
  const from = instant(Date.now());
  feed.put("config", configFacts());
  feed.put("profiles", PROFILES);
  feed.put(
    "accounts",
    PROFILES.map(({ id }) => accountFactOf(id, from)),
  );
  feed.put("transactions", transactionFacts(from));
  feed.put("timeline", [noteFactOf(from)]);
  feed.put("products", productFacts());

  const network = joinNetwork(feed.url);
  const disk = createTestDisk();
  // As in a browser with a place for files, so that the status says "ok".
  const openAgain = () =>
    openTill({ ...disk, journal: { ...disk.journal, kind: "opfs" } }, changes);
  let till = await openAgain();
  await till.enrol(SERVER_URL);
  await firstValueFrom(till.device.profile$(ANNA).pipe(filter((view) => view !== null)));

  let redeemCalls = 0;
  const countingRedeems = (device: Device): Device => ({
    ...device,
    redeem: (request) => {
      redeemCalls += 1;
      return device.redeem(request);
    },
  });
  let device = countingRedeems(till.device);
  return {
    get device() {
      return device;
    },
    feed,
    goOffline: async () => {
      network.cut();
      feed.cutStreams();
      till.device.syncNow();
      await till.until(({ connection }) => connection === "offline");
    },
    goOnline: async () => {
      network.mend();
      till.device.syncNow();
      await till.until(({ connection }) => connection === "online");
    },
    hold: network.hold,
    release: network.release,
    restart: async () => {
      network.cut();
      await till.device.dispose();
      till = await openAgain();
      device = countingRedeems(till.device);
    },
    redeemCalls: () => redeemCalls,
    close: async () => {
      network.release();
      await till.device.dispose();
      network.leave();
      await feed.close();
    },
  };
};

/** Intercepts this process's requests: those to `SERVER_URL` go to `url`, unless held or cut. */
const joinNetwork = (url: string) => {
  const { fetch } = globalThis;
  let isCut = false;
  let gate = Promise.resolve();
  let openGate = () => {};
  globalThis.fetch = async (input, init) => {
    await gate;
    if (isCut) throw new TypeError("Failed to fetch");
    return fetch(String(input).replace(SERVER_URL, url), init);
  };
  return {
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    hold: () => {
      gate = new Promise((resolve) => {
        openGate = resolve;
      });
    },
    release: () => openGate(),
    leave: () => {
      globalThis.fetch = fetch;
    },
  };
};
