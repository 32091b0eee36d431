/**
 * How long the server asks to wait before the next attempt, at most ten minutes; null if it
 * doesn't.
 */
export const retryAfterMsOf = (response: Response): number | null => {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds * 1000, RETRY_AFTER_MAX_MS)
    : null;
};

const RETRY_AFTER_MAX_MS = 600_000;
