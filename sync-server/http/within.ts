/**
 * Waits for work, but no longer than this: then it throws as for a network that timed out, so that
 * code that catches it takes the database for unavailable. The work itself goes on.
 */
export const within = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(timeout(ms)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const timeout = (ms: number): Error =>
  Object.assign(new Error(`timeout after ${ms / 1000} s`), { code: "ETIMEDOUT" });
