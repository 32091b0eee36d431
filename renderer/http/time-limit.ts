/**
 * A signal that aborts with `signal` or after `ms`, whichever comes first. `restart` resets the
 * time, `end` stops it. (Our oldest supported Chromium has no `AbortSignal.any`.)
 */
export const createTimeLimit = (signal: AbortSignal | undefined, ms: number) => {
  const limit = new AbortController();
  const abort = () => limit.abort();
  let timer = setTimeout(abort, ms);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  return {
    signal: limit.signal,
    restart: (nextMs: number) => {
      clearTimeout(timer);
      timer = setTimeout(abort, nextMs);
    },
    end: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
};
