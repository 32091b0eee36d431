import { BehaviorSubject } from "rxjs";
import { z } from "zod";
import type { Clock } from "#renderer/data/assembly/clock.ts";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { type Instant, instant, instantSchema, later } from "#shared/kernel/time.ts";
import type { ServerState } from "#shared/redemption/choose-tier.ts";
import type { ServerContact } from "#shared/sync/standing.ts";
import type { RequestOutcome } from "./sync-client.ts";
import type { SyncFailure } from "./sync-failure.ts";

/**
 * What is stored about the server across restarts. All times are by this device's clock unless
 * stated.
 */
const contactSchema = z.object({
  /** When the server last answered, and the time by its own clock then. */
  heardAt: instantSchema,
  serverTime: instantSchema,
  /** When the last complete pull of accounts started: the age of every balance. */
  factsAt: instantSchema.nullable(),
  /** The latest time that this device's clock has ever shown. */
  highWaterAt: instantSchema,
});
export type Contact = z.infer<typeof contactSchema>;

/**
 * What this device knows about its server: whether it answers, when it last did, and how old the
 * facts are. Time since contact is the larger of wall and monotonic time, so that neither setting
 * the clock back nor sleeping overnight makes facts look fresher (redemption/SPEC.md [F3]).
 */
export type Connection = {
  readonly state$: BehaviorSubject<ServerState>;
  readonly contact$: BehaviorSubject<Contact | null>;
  /** Reports the outcome of a request. */
  readonly recordOutcome: (outcome: RequestOutcome) => void;
  /** Reports that all accounts were pulled, by requests made at or after `at`. */
  readonly recordFacts: (at: Instant) => void;
  readonly elapsedSinceContactMs: () => number;
  /**
   * What a decision needs. After the clock went back, that stays so until the server answers ([S8],
   * [F3]).
   */
  readonly read: () => ServerContact;
  /** Stores the latest time that the clock has shown. */
  readonly markTime: () => Promise<void>;
  /** Forgets everything, because it was about an earlier enrolment. */
  readonly reset: () => void;
};

/** Clocks are often corrected by small steps. Less than a minute back isn't suspicious. */
const CLOCK_TOLERANCE_MS = 60_000;
const SAVE_EVERY_MS = 10_000;
const KEY = "contact";

export const createConnection = async (deps: {
  readonly clock: Clock;
  readonly values: DeviceValues;
}): Promise<Connection> => {
  const { clock, values } = deps;
  const contact$ = new BehaviorSubject(await values.read(KEY, contactSchema));
  const state$ = new BehaviorSubject<ServerState>("offline");
  // The monotonic times of the last contact and of the last complete facts in this session.
  let heardMonotonicMs: number | null = null;
  let factsMonotonicMs: number | null = null;
  let highestMs: number = contact$.value?.highWaterAt ?? 0;
  let savedMs = Number.NEGATIVE_INFINITY;
  let suspended = clock.now() < highestMs - CLOCK_TOLERANCE_MS;

  const readClock = (): Instant => {
    const now = clock.now();
    if (now < highestMs - CLOCK_TOLERANCE_MS) suspended = true;
    highestMs = Math.max(highestMs, now);
    return now;
  };
  const save = async () => {
    savedMs = clock.monotonicMs();
    if (contact$.value) {
      await values.write(KEY, { ...contact$.value, highWaterAt: instant(highestMs) });
    }
  };
  const elapsed = (since: Instant, sinceMonotonicMs: number | null): number => {
    const wallMs = readClock() - since;
    const monotonicMs = sinceMonotonicMs === null ? 0 : clock.monotonicMs() - sinceMonotonicMs;
    return Math.max(0, Math.round(Math.max(wallMs, monotonicMs)));
  };
  const setState = (state: ServerState) => {
    if (state$.value !== state) state$.next(state);
  };

  return {
    state$,
    contact$,
    recordOutcome: ({ from, failure, spoken }) => {
      const state = stateAfter(failure);
      // The server accepts a push even from a barred device, so a push doesn't prove that all is
      // well.
      const isBarred = state$.value === "must_update" || state$.value === "must_enrol";
      const saysNothing = failure === null && from === "push" && isBarred;
      if (state !== null && !saysNothing) setState(state);
      if (failure !== null && failure.kind !== "refused") return;
      const now = clock.now();
      if (failure === null) {
        suspended = false;
        highestMs = now;
      }
      heardMonotonicMs = clock.monotonicMs();
      const before = contact$.value;
      contact$.next({
        heardAt: now,
        serverTime: spoken?.serverTime ?? serverTimeFrom(before, now),
        factsAt: before?.factsAt ?? null,
        highWaterAt: instant(highestMs),
      });
      if (clock.monotonicMs() - savedMs > SAVE_EVERY_MS) inBackground(save());
    },
    recordFacts: (at) => {
      if (!contact$.value) return;
      factsMonotonicMs = clock.monotonicMs() - Math.max(0, clock.now() - at);
      contact$.next({ ...contact$.value, factsAt: later(at, contact$.value.factsAt ?? at) });
      inBackground(save());
    },
    elapsedSinceContactMs: () =>
      contact$.value ? elapsed(contact$.value.heardAt, heardMonotonicMs) : 0,
    read: () => {
      readClock();
      const { serverTime = null, factsAt = null } = contact$.value ?? {};
      return {
        state: state$.value,
        serverTime,
        factsAgeMs: factsAt === null ? null : elapsed(factsAt, factsMonotonicMs),
        didClockGoBack: suspended,
      };
    },
    markTime: async () => {
      readClock();
      await save();
    },
    reset: () => {
      setState("offline");
      contact$.next(null);
      factsMonotonicMs = null;
      heardMonotonicMs = null;
    },
  };
};

/** The connection state after an outcome; null if unchanged. */
const stateAfter = (failure: SyncFailure | null): ServerState | null => {
  if (failure === null) return "online";
  if (failure.kind !== "refused") return "offline";
  switch (failure.code) {
    case "protocol_unsupported":
      return "must_update";
    case "unauthorised":
    case "device_revoked":
    case "must_enrol":
      return "must_enrol";
    case "unavailable":
      return "offline";
    case "enrolment_code_invalid":
    case "checkpoint_foreign":
    case "invalid_request":
    case "too_many_requests":
      return null;
    default:
      return unreachable(failure.code);
  }
};

const serverTimeFrom = (before: Contact | null, now: Instant): Instant =>
  before ? instant(before.serverTime + Math.max(0, now - before.heardAt)) : now;
