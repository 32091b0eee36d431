import type { Instant } from "#shared/kernel/time.ts";
import { isUnavailable } from "#sync-server/storage/is-unavailable.ts";
import type { Clock } from "./clock.ts";
import { describeOutage, type Log } from "./log.ts";

/** Logs a failure: what was being done, and ids that help to find out why. */
export type LogFailure = (
  error: unknown,
  message: string,
  ids?: Readonly<Record<string, unknown>>,
) => void;

const LINE_EVERY_MS = 60_000;

/**
 * While the database can't be reached or written to, everything fails for that one reason. So those
 * failures share one line a minute, which counts them and has no stack trace. Any other failure is
 * a bug, and gets a line of its own.
 */
export const createFailureLog = (log: Log, clock: Clock): LogFailure => {
  let loggedAt: Instant | null = null;
  let failures = 0;
  return (error, message, ids = {}) => {
    if (!isUnavailable(error)) {
      log.error({ err: error, ...ids }, message);
      return;
    }
    failures++;
    const now = clock();
    if (loggedAt !== null && Math.abs(now - loggedAt) < LINE_EVERY_MS) return;
    log.error(
      { outage: describeOutage(error), failures, ...ids },
      "the database can't be reached or written to; logged at most once a minute",
    );
    loggedAt = now;
    failures = 0;
  };
};
