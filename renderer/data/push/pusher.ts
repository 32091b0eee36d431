import { createBackOff } from "#renderer/data/concurrency/back-off.ts";
import { createWakeUp } from "#renderer/data/concurrency/wake-up.ts";
import type { Outbox } from "#renderer/data/outbox/outbox.ts";
import { isUnsent, type OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import { BARRED_RETRY_MS, retryMs } from "#renderer/data/server/retry-ms.ts";
import type { SyncClient } from "#renderer/data/server/sync-client.ts";
import type { SyncFailure } from "#renderer/data/server/sync-failure.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { PUSH_COMMANDS_MAX, type PushResponse } from "#shared/sync/protocol.ts";
import { isAnswer } from "#shared/sync/verdict.ts";

export type Pusher = {
  /** Call it when there is something to send, or when the server has just answered. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

/** How often it checks without being woken. */
const IDLE_MS = 60_000;

/**
 * Sends commands in order, one request at a time, at most 100 in each, and repeats them until they
 * have verdicts. RxDB's own push sends in parallel and out of order, and loses a document if its
 * modifier throws.
 */
export const startPusher = (deps: {
  readonly outbox: Outbox;
  readonly client: SyncClient;
  readonly random: () => number;
  readonly newId: () => CommandId;
  /** False if the server didn't answer the last request. */
  readonly isServerThere: () => boolean;
  /** Called with the time up to which the server has a backup. */
  readonly onBackedUp: (through: Instant | null) => void;
}): Pusher => {
  const { outbox, client } = deps;
  const backOff = createBackOff({ firstMs: 500, mostMs: 30_000 }, deps.random);
  const wakeUp = createWakeUp();
  const end = new AbortController();
  let batchMax = PUSH_COMMANDS_MAX;

  /** Runs one round, and resolves with the wait before the next, in ms. */
  const round = async (): Promise<number> => {
    if (!outbox.isSequenceKnown() && outbox.enrolment()) {
      const status = await client.status(end.signal);
      if (!status.ok) return waitMs(status.error);
      await outbox.adoptSequence(status.value.nextDeviceSeq);
    } else if (!deps.isServerThere() && hasUnsent(outbox)) {
      // A sent command can't be undone ([S4]), so check that the server is up before anything
      // counts as sent.
      const status = await client.status(end.signal);
      if (!status.ok && isAway(status.error)) return waitMs(status.error);
    }
    const batch = await outbox.takeBatch(batchMax);
    if (batch.length === 0) return IDLE_MS;
    const pushed = await client.push(
      batch.map(({ body }) => body),
      end.signal,
    );
    if (!pushed.ok) {
      // A command that makes the whole request invalid must not block the others. Find it by
      // sending one at a time.
      if (isInvalid(pushed.error) && batchMax > 1) {
        batchMax = 1;
        return 0;
      }
      return waitMs(pushed.error);
    }
    backOff.reset();
    batchMax = PUSH_COMMANDS_MAX;
    return takeAnswers(batch, pushed.value);
  };

  const takeAnswers = async (
    batch: readonly OutboxEntry[],
    response: PushResponse,
  ): Promise<number> => {
    await outbox.answer(response.verdicts);
    deps.onBackedUp(response.backedUpThrough);
    if (!response.verdicts.every(isAnswer)) return BARRED_RETRY_MS;
    const answered = new Set(response.verdicts.map(({ commandId }) => commandId));
    const first = batch.find(({ commandId }) => !answered.has(commandId));
    if (first && first.body.deviceSeq > response.nextDeviceSeq) {
      await outbox.fillGap(response.nextDeviceSeq, deps.newId);
    }
    // Back off if the server answered nothing and has no gap.
    return answered.size > 0 || first === undefined ? 0 : backOff.nextMs();
  };

  const waitMs = (failure: SyncFailure): number => retryMs(failure, backOff);

  const run = async () => {
    while (!end.signal.aborted) {
      // If the disk fails to record "sent", back off as if the server didn't answer.
      const nextMs = await round().catch(() => backOff.nextMs());
      if (nextMs > 0) await wakeUp.wait(nextMs, end.signal);
    }
  };
  const running = run();

  return {
    wake: wakeUp.wake,
    stop: async () => {
      end.abort();
      await running;
    },
  };
};

const isInvalid = (failure: SyncFailure): boolean =>
  failure.kind === "refused" && failure.code === "invalid_request";

const isAway = (failure: SyncFailure): boolean =>
  failure.kind !== "refused" || failure.code === "unavailable";

const hasUnsent = ({ entries$ }: Outbox): boolean => entries$.value.some(isUnsent);
