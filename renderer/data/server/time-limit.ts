/**
 * A signal that aborts with `signal` or after `ms`, whichever comes first; `renew` starts the time
 * anew, `end` stops it. (`AbortSignal.any` is younger than the oldest Chromium that we run on.)
 */
export const createTimeLimit = (signal: AbortSignal, ms: number) => {
  const limit = new AbortController();
  const abort = () => limit.abort();
  let timer = setTimeout(abort, ms);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  return {
    signal: limit.signal,
    renew: (nextMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(abort, nextMs);
    },
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    },
  };
};
