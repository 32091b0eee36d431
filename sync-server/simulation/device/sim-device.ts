import type { CommandId, DeviceId, LocationId, StaffId } from "#shared/kernel/ids.ts";
import { addMs, type Instant, instant, type TimeZone } from "#shared/kernel/time.ts";
import { isMissingFromFacts } from "#shared/sync/on-top.ts";
import type { Chain } from "#sync-server/simulation/world/chain.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Network } from "#sync-server/simulation/world/network.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import { createDeviceClock, type DeviceClock } from "./device-clock.ts";
import { accountOf, copyCache, type Durable, emptyCache, newDurable } from "./durable.ts";
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
  /** Whether it believes that the server can be reached. */
  readonly isOnline: () => boolean;
  readonly elapsedSinceContactMs: () => number;
  /** By the larger of wall-clock and monotonic time; null if accounts were never pulled ([F3]). */
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

/** Clocks are corrected by small steps all the time. */
const CLOCK_TOLERANCE_MS = 60_000;

export const createSimDevice = (deps: {
  readonly place: Place;
  readonly chain: Chain;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly random: Seeded;
  readonly network: Network;
  readonly history: History;
}): SimDevice => {
  const { place, scenario, schedule, random, network, history } = deps;
  const { deviceId } = place;
  const clock = createDeviceClock(schedule, random, scenario.clockOffMs);
  const durable = newDurable(place.deviceEpoch);
  const answeredAtMs = new Map<CommandId, number>();
  let session: Session = newSession(schedule.now());

  /** Reads the clock, and remembers whether it has gone back. */
  const readClock = (): Instant => {
    const now = clock.now();
    const { contact } = durable;
    if (!contact) return now;
    if (now < contact.highWaterAt - CLOCK_TOLERANCE_MS) session.isSuspended = true;
    const highWaterAt = instant(Math.max(now, contact.highWaterAt));
    durable.contact = { ...contact, highWaterAt };
    return now;
  };
  const elapsed = (since: Instant, sinceMonotonicMs: number | null): number => {
    const wallMs = readClock() - since;
    const monotonicMs = sinceMonotonicMs === null ? 0 : clock.monotonicMs() - sinceMonotonicMs;
    return Math.max(0, Math.round(Math.max(wallMs, monotonicMs)));
  };

  const world: DeviceWorld = {
    durable,
    random,
    scenario,
    schedule,
    answeredAtMs,
    isCurrent: (asked) => asked === session,
    send: (from, request, onAnswer) => {
      network.send(deviceId, JSON.stringify(request), (text) => {
        if (from === session) onAnswer(JSON.parse(text));
      });
    },
    heard: (from, serverTime) => {
      const now = clock.now();
      from.isOnline = true;
      from.isSuspended = false;
      from.heardAtMs = clock.monotonicMs();
      const factsAt = durable.contact?.factsAt ?? null;
      durable.contact = { heardAt: now, serverTime, factsAt, highWaterAt: now };
    },
    heardFacts: (from, askedAtMs) => {
      const agoMs = schedule.now() - askedAtMs;
      from.factsAtMs = clock.monotonicMs() - agoMs;
      if (!durable.contact) return;
      durable.contact = { ...durable.contact, factsAt: addMs(clock.now(), -agoMs) };
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
    isOnline: () => session.isOnline,
    elapsedSinceContactMs: () =>
      durable.contact ? elapsed(durable.contact.heardAt, session.heardAtMs) : 0,
    factsAgeMs: () =>
      durable.contact?.factsAt ? elapsed(durable.contact.factsAt, session.factsAtMs) : null,
    trueFactsAgeMs: () =>
      session.factsAtMs === null ? null : clock.monotonicMs() - session.factsAtMs,
    didClockGoBack: () => {
      readClock();
      return session.isSuspended;
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
      session = newSession(schedule.now());
      readClock();
    },
    flushCache: () => {
      durable.cacheOnDisk = copyCache(durable.cache);
    },
    note: world.note,
  };
};
