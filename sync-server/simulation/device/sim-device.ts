import type { CommandId, DeviceId, LocationId, StaffId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { addMs, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { anchorAt, type ClockReading, deviceTime } from "#shared/sync/device-time.ts";
import { isMissingFromFacts } from "#shared/sync/on-top.ts";
import type { Chain } from "#sync-server/simulation/world/chain.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Network } from "#sync-server/simulation/world/network.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import { createDeviceClock, type DeviceClock } from "./device-clock.ts";
import {
  accountOf,
  type Contact,
  copyCache,
  type Durable,
  emptyCache,
  newDurable,
} from "./durable.ts";
import { pullNow } from "./puller.ts";
import { pushNow } from "./pusher.ts";
import { type DeviceWorld, newSession, type Session } from "./session.ts";

/** Where and who a device is. */
export type Place = {
  readonly deviceId: DeviceId;
  readonly deviceEpoch: number;
  readonly locationId: LocationId;
  readonly timezone: TimeZone;
};

/**
 * A till of the simulated chain: the shared rules applied to durable facts and commands, and a
 * session.
 */
export type SimDevice = Place & {
  readonly durable: Durable;
  readonly clock: DeviceClock;
  readonly random: Seeded;
  readonly staffIds: readonly StaffId[];
  /** The customers here redeem as much as they can. */
  readonly isHungry: boolean;
  /** Redemptions name the sale that they are for, because its limits may need that. */
  readonly namesSales: boolean;
  /** Share of what staff do here that is about lists and connections. */
  readonly clientelingShare: number;
  /** Whether it believes that the server can be reached. */
  readonly isOnline: () => boolean;
  /**
   * It sends commands with times from before they happened ([S8]), says it has made more than it
   * has, and redeems in another location's name ([S21]).
   */
  readonly isLiar: boolean;
  /** The time by the server's clock, as far as the device knows ([S18]). */
  readonly now: () => Instant;
  /** The time as it is, for the checks. */
  readonly trueNow: () => Instant;
  /** Whether the server has told this session the time, and the clock hasn't jumped since. */
  readonly isTimeSure: () => boolean;
  readonly jumpClock: (ms: number) => void;
  readonly elapsedSinceContactMs: () => number;
  /** Null if accounts were never pulled ([F3]). */
  readonly factsAgeMs: () => number | null;
  /** The same in true time; null if a restart has made the device forget. */
  readonly trueFactsAgeMs: () => number | null;
  readonly didClockGoBack: () => boolean;
  readonly push: () => void;
  /** Pushes waiting commands, and pulls all or some collections. */
  readonly sync: (which?: "all" | "some") => void;
  /** Loses everything in memory; a power cut also loses what the cache hasn't written to disk. */
  readonly restart: (how: "killed" | "power cut" | "cache lost") => void;
  /** Writes the cache to disk. */
  readonly flushCache: () => void;
  readonly note: (text: string) => void;
};

/**
 * After a power cut the cache may have lost facts that the device had already stored. So at every
 * start a settled redemption goes back on top if its account doesn't include it ([F2], [S6]).
 */
const reopenSettled = (durable: Durable): void => {
  for (const [id, entry] of durable.outbox) {
    const profileId = entry.verdict?.profileId;
    if (!profileId || !isMissingFromFacts(entry, accountOf(durable, profileId))) continue;
    durable.outbox.set(id, { ...entry, state: "settling" });
  }
};

export const createSimDevice = (deps: {
  readonly place: Place;
  readonly chain: Chain;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly random: Seeded;
  readonly network: Network;
  readonly history: History;
  readonly isLiar: boolean;
}): SimDevice => {
  const { place, scenario, schedule, random, network, history } = deps;
  const { deviceId } = place;
  const clock = createDeviceClock(schedule, random, scenario.clockOffMs);
  const durable = newDurable(place.deviceEpoch);
  const answeredAtMs = new Map<CommandId, number>();
  let session: Session = newSession(schedule.now(), null);

  const readClocks = (): ClockReading => ({ wall: clock.now(), monotonicMs: clock.monotonicMs() });
  const now = (): Instant => {
    const reading = readClocks();
    const { anchor } = session;
    if (anchor === null) return reading.wall;
    const time = deviceTime(anchor, reading);
    session.didClockGoBack ||= time.didClockGoBack;
    if (time.didClocksPart || anchor.monotonicMs === null) {
      session.anchor = anchorAt(time.at, reading);
    }
    return time.at;
  };
  const saveContact = (
    changes: Partial<Pick<Contact, "heardAt" | "factsAt" | "isOnlineOnly">>,
  ): void => {
    const knownAt = now();
    durable.contact = {
      heardAt: durable.contact?.heardAt ?? knownAt,
      factsAt: durable.contact?.factsAt ?? null,
      isOnlineOnly: durable.contact?.isOnlineOnly ?? false,
      ...changes,
      knownAt,
      wallThen: clock.now(),
      didClockGoBack: session.didClockGoBack,
    };
  };
  /** What it says about its commands: the truth, or that it has made some that it hasn't. */
  const lastMade = (): number => {
    const made = durable.nextSeq - 1;
    return deps.isLiar && random.chance(0.2) ? made + random.between(1, 5) : made;
  };

  const world: DeviceWorld = {
    durable,
    random,
    scenario,
    schedule,
    answeredAtMs,
    isCurrent: (asked) => asked === session,
    send: (from, request, onAnswer) => {
      network.send(deviceId, JSON.stringify({ made: lastMade(), request }), (text) => {
        if (from === session) onAnswer(JSON.parse(text));
      });
    },
    heard: (from, serverTime, isOnlineOnly) => {
      if (isOnlineOnly !== undefined) history.toldOnlineOnly.set(deviceId, isOnlineOnly);
      from.isOnline = true;
      from.anchor = anchorAt(serverTime, readClocks());
      from.didClockGoBack = false;
      from.isTimeSure = true;
      saveContact({ heardAt: serverTime, ...definedFields({ isOnlineOnly }) });
    },
    heardFacts: (from, askedAtMs) => {
      const agoMs = schedule.now() - askedAtMs;
      from.factsAtMs = clock.monotonicMs() - agoMs;
      if (durable.contact) saveContact({ factsAt: addMs(now(), -agoMs) });
    },
    note: (text) => history.note(schedule.now(), `${deviceId}: ${text}`),
  };

  return {
    ...place,
    durable,
    clock,
    random,
    staffIds: deps.chain.staffIds,
    isHungry: scenario.isHungry,
    namesSales: scenario.extras !== null,
    clientelingShare: scenario.clientelingShare,
    isOnline: () => session.isOnline,
    isLiar: deps.isLiar,
    now: () => {
      if (durable.contact) saveContact({});
      return now();
    },
    trueNow: schedule.now,
    isTimeSure: () => session.isTimeSure,
    jumpClock: (ms) => {
      clock.jump(ms);
      session.isTimeSure = false;
    },
    elapsedSinceContactMs: () =>
      durable.contact ? Math.max(0, now() - durable.contact.heardAt) : 0,
    factsAgeMs: () =>
      durable.contact?.factsAt ? Math.max(0, now() - durable.contact.factsAt) : null,
    trueFactsAgeMs: () =>
      session.factsAtMs === null ? null : clock.monotonicMs() - session.factsAtMs,
    didClockGoBack: () => {
      now();
      return session.didClockGoBack;
    },
    push: () => pushNow(world, session),
    sync: (which = "all") => {
      pushNow(world, session);
      pullNow(world, session, which);
    },
    restart: (how) => {
      world.note(how);
      if (how === "power cut") durable.cache = copyCache(durable.cacheOnDisk);
      if (how === "cache lost") durable.cache = emptyCache();
      durable.cacheOnDisk = copyCache(durable.cache);
      answeredAtMs.clear();
      reopenSettled(durable);
      session = newSession(schedule.now(), durable.contact);
      now();
    },
    flushCache: () => {
      durable.cacheOnDisk = copyCache(durable.cache);
    },
    note: world.note,
  };
};
