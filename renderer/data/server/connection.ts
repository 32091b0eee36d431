import { BehaviorSubject } from "rxjs";
import { z } from "zod";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { DeviceValues } from "#renderer/data/database/device-values.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { addMs, type Instant, instantSchema, later } from "#shared/kernel/time.ts";
import { IS_BARRED, type ServerState } from "#shared/redemption/choose-mode.ts";
import {
  anchorAt,
  type ClockReading,
  deviceTime,
  type TimeAnchor,
} from "#shared/sync/device-time.ts";
import { type OverQuota, overQuotaSchema } from "#shared/sync/protocol.ts";
import type { ServerContact } from "#shared/sync/standing.ts";
import type { RequestOutcome } from "./sync-client.ts";
import type { SyncFailure } from "./sync-failure.ts";

/** What is stored about the server across restarts. All times are by the server's clock. */
const contactSchema = z.object({
  /** When the server last answered. */
  heardAt: instantSchema,
  /** When the last complete pull of accounts started: the age of every balance. */
  factsAt: instantSchema.nullable(),
  /** The latest known time, and what this device's own clock showed then. */
  knownAt: instantSchema,
  wallThen: instantSchema,
  didClockGoBack: z.boolean(),
  /** Head office has restricted this device to redeeming online ([S21]). */
  isOnlineOnly: z.boolean().default(false),
});
export type Contact = z.infer<typeof contactSchema>;

/**
 * What this device knows about its server: the time there, whether it answers, when it last did,
 * and how old the facts are. The device's own clock only bridges the gaps between contacts, so a
 * wrong one neither hides a balance nor makes facts look fresher ([S18], redemption/SPEC.md [F3]).
 */
export type Connection = {
  readonly state$: BehaviorSubject<ServerState>;
  readonly contact$: BehaviorSubject<Contact | null>;
  /** Whether something else answers in the server's place, such as a network's sign-in page. */
  readonly isIntercepted$: BehaviorSubject<boolean>;
  /** Whether the server refuses what this device sends, because it has sent too much ([S22]). */
  readonly overQuota$: BehaviorSubject<OverQuota | null>;
  /** The time by the server's clock; by the device's own until the server has said it. */
  readonly now: () => Instant;
  /** Reports the outcome of a request. */
  readonly recordOutcome: (outcome: RequestOutcome) => void;
  /** Reports that all accounts were pulled, by requests made at or after this monotonic time. */
  readonly recordFacts: (askedAtMs: number) => void;
  readonly elapsedSinceContactMs: () => number;
  /** What a decision needs. After the clock went back, that stays so until the server answers. */
  readonly read: () => ServerContact;
  /** Stores the time, so that a restart continues from it. */
  readonly markTime: () => Promise<void>;
  /** Forgets everything, because it was about an earlier enrolment. */
  readonly reset: () => void;
};

const SAVE_EVERY_MS = 10_000;
const CLOCK_TURNED_MIN_MS = 10_000;
const KEY = "contact";

/** Continues from the contact and the time that were stored last. */
export const createConnection = async (deps: {
  readonly clock: Clock;
  readonly values: DeviceValues;
}): Promise<Connection> => {
  const { clock, values } = deps;
  const stored = await values.read(KEY, contactSchema);
  const contact$ = new BehaviorSubject(stored);
  const state$ = new BehaviorSubject<ServerState>("offline");
  const isIntercepted$ = new BehaviorSubject(false);
  const overQuota$ = new BehaviorSubject<OverQuota | null>(null);
  let anchor: TimeAnchor | null = stored && {
    at: stored.knownAt,
    wall: stored.wallThen,
    monotonicMs: null,
  };
  let didClockGoBack = stored?.didClockGoBack ?? false;
  let savedMs = Number.NEGATIVE_INFINITY;

  const readClocks = (): ClockReading => ({
    wall: clock.now(),
    monotonicMs: clock.monotonicMs(),
  });
  const now = (): Instant => {
    const reading = readClocks();
    if (anchor === null) return reading.wall;
    const time = deviceTime(anchor, reading);
    didClockGoBack ||= time.didClockGoBack;
    if (time.didClocksPart || anchor.monotonicMs === null) anchor = anchorAt(time.at, reading);
    return time.at;
  };
  /** Changes the contact, along with what it says about the time. */
  const update = (changes: Partial<Pick<Contact, "heardAt" | "factsAt" | "isOnlineOnly">>) => {
    const knownAt = now();
    const before = contact$.value;
    contact$.next({
      heardAt: before?.heardAt ?? knownAt,
      factsAt: before?.factsAt ?? null,
      isOnlineOnly: before?.isOnlineOnly ?? false,
      ...changes,
      knownAt,
      wallThen: clock.now(),
      didClockGoBack,
    });
  };
  const save = async () => {
    savedMs = clock.monotonicMs();
    if (contact$.value) await values.write(KEY, contact$.value);
  };
  const setState = (state: ServerState) => {
    if (state$.value !== state) state$.next(state);
  };
  /** Notices that somebody has set the clock, without a contact. */
  const noticeClock = () => {
    const before = contact$.value;
    if (before === null) return;
    const turnedMs = clock.now() - now() - (before.wallThen - before.knownAt);
    if (Math.abs(turnedMs) > CLOCK_TURNED_MIN_MS) update({});
  };
  // It may have been set while the app wasn't running.
  now();
  noticeClock();

  return {
    state$,
    contact$,
    isIntercepted$,
    overQuota$,
    now,
    recordOutcome: ({ from, failure, answer }) => {
      const state = stateAfter(failure);
      isIntercepted$.next(failure?.kind === "intercepted");
      if (from === "push") overQuota$.next(overQuotaOf(failure));
      // The server accepts a push even from a barred device, so a push doesn't prove that all is
      // well.
      const saysNothing = failure === null && from === "push" && IS_BARRED[state$.value];
      if (answer) {
        anchor = anchorAt(answer.serverTime, readClocks());
        didClockGoBack = false;
      }
      if (state !== null && !saysNothing) setState(state);
      if (anchor === null) return;
      if (failure !== null && failure.kind !== "refused") return noticeClock();
      const wasOnlineOnly = contact$.value?.isOnlineOnly ?? false;
      const isOnlineOnly = answer?.isOnlineOnly ?? wasOnlineOnly;
      update({ heardAt: now(), isOnlineOnly });
      if (isOnlineOnly !== wasOnlineOnly) inBackground(save());
      if (clock.monotonicMs() - savedMs > SAVE_EVERY_MS) inBackground(save());
    },
    recordFacts: (askedAtMs) => {
      if (!contact$.value) return;
      const at = addMs(now(), Math.min(0, Math.floor(askedAtMs - clock.monotonicMs())));
      update({ factsAt: later(at, contact$.value.factsAt ?? at) });
      inBackground(save());
    },
    elapsedSinceContactMs: () => (contact$.value ? Math.max(0, now() - contact$.value.heardAt) : 0),
    read: () => {
      const at = now();
      const { heardAt = null, factsAt = null, isOnlineOnly = false } = contact$.value ?? {};
      return {
        state: state$.value,
        serverTime: heardAt,
        factsAgeMs: factsAt === null ? null : Math.max(0, at - factsAt),
        didClockGoBack,
        isOnlineOnly,
      };
    },
    markTime: async () => {
      if (!contact$.value) return;
      update({});
      await save();
    },
    reset: () => {
      setState("offline");
      isIntercepted$.next(false);
      overQuota$.next(null);
      anchor = null;
      didClockGoBack = false;
      contact$.next(null);
    },
  };
};

const overQuotaOf = (failure: SyncFailure | null): OverQuota | null =>
  failure?.kind === "refused" ? (overQuotaSchema.safeParse(failure.code).data ?? null) : null;

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
    case "over_quota":
    case "over_unplaced":
    case "no_picture":
    case "picture_unreachable":
      return null;
    default:
      return unreachable(failure.code);
  }
};
