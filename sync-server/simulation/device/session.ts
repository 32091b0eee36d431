import type { CommandId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import type { TimeAnchor } from "#shared/sync/device-time.ts";
import type { SyncRequest } from "#sync-server/simulation/server/sync-port.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import type { Contact, Durable } from "./durable.ts";

/** One run of a device: what a restart forgets. */
export type Session = {
  readonly startedAtMs: number;
  /** Commands in a push that hasn't been answered yet. */
  readonly underWay: Set<CommandId>;
  readonly pulling: Set<CollectionName>;
  /** When the last complete pull of each collection in this session began. */
  readonly caughtUpAtMs: Map<CollectionName, number>;
  /** Whether the last request was answered. */
  isOnline: boolean;
  /** By the monotonic clock; null if it was in an earlier session. */
  factsAtMs: number | null;
  /** When the device last knew the time; null if it never heard from the server. */
  anchor: TimeAnchor | null;
  didClockGoBack: boolean;
  /** The server has told this session the time, and the clock hasn't jumped since. */
  isTimeSure: boolean;
};

/** What the parts of one device share. */
export type DeviceWorld = {
  readonly durable: Durable;
  readonly random: Seeded;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  /** When each command was answered, in this session. */
  readonly answeredAtMs: Map<CommandId, number>;
  readonly isCurrent: (session: Session) => boolean;
  /** Sends a request; an answer that arrives after the session has ended is dropped. */
  readonly send: (
    session: Session,
    request: SyncRequest,
    onAnswer: (answer: unknown) => void,
  ) => void;
  /**
   * The server has answered; a pull also says whether the device may only redeem online ([S21]).
   */
  readonly heard: (session: Session, serverTime: Instant, isOnlineOnly?: boolean) => void;
  /** The device now has all accounts that the server had at `askedAtMs`. */
  readonly heardFacts: (session: Session, askedAtMs: number) => void;
  readonly note: (text: string) => void;
};

export const newSession = (startedAtMs: number, contact: Contact | null): Session => ({
  startedAtMs,
  underWay: new Set(),
  pulling: new Set(),
  caughtUpAtMs: new Map(),
  isOnline: false,
  factsAtMs: null,
  anchor: contact && { at: contact.knownAt, wall: contact.wallThen, monotonicMs: null },
  didClockGoBack: contact?.didClockGoBack ?? false,
  isTimeSure: false,
});
