import type { CommandId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import type { SyncRequest } from "#sync-server/simulation/server/sync-port.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import type { Durable } from "./durable.ts";

/** From one start of a device to its end: what a restart forgets. */
export type Session = {
  readonly startedAtMs: number;
  /** Commands in a push that has no answer yet. */
  readonly underWay: Set<CommandId>;
  readonly pulling: Set<CollectionName>;
  /** When the last whole pull of each collection began, in this session. */
  readonly caughtUpAtMs: Map<CollectionName, number>;
  /** The last request was answered. */
  isOnline: boolean;
  /** By the monotonic clock; null when it was in an earlier session. */
  heardAtMs: number | null;
  factsAtMs: number | null;
  /** The clock shows less than it once did. */
  isSuspended: boolean;
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
  /** Sends a request; an answer that comes after the session has ended reaches nobody. */
  readonly send: (
    session: Session,
    request: SyncRequest,
    onAnswer: (answer: unknown) => void,
  ) => void;
  /** The server has answered. */
  readonly heard: (session: Session, serverTime: Instant) => void;
  /** All accounts are here that the server had at `askedAtMs`. */
  readonly heardFacts: (session: Session, askedAtMs: number) => void;
  readonly note: (text: string) => void;
};

export const newSession = (startedAtMs: number): Session => ({
  startedAtMs,
  underWay: new Set(),
  pulling: new Set(),
  caughtUpAtMs: new Map(),
  isOnline: false,
  heardAtMs: null,
  factsAtMs: null,
  isSuspended: false,
});
