import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { PreparedDryRun } from "./dry-run-span.ts";

/** Why it isn't run; another one goes on from its checks until it ends. */
export type OneDryRunRefusal<E> = E | { readonly reason: "another_is_running" };

type Prepare<R, E> = () => Promise<Result<PreparedDryRun<R>, E>>;

/**
 * Prepares dry runs, and refuses while another is going on, because each reads a lot. What it has
 * prepared must be run, or no other is let in.
 */
export const oneDryRunAtATime = () => {
  let isRunning = false;
  const end = () => {
    isRunning = false;
  };
  return async <R, E>(
    prepare: Prepare<R, E>,
  ): Promise<Result<PreparedDryRun<R>, OneDryRunRefusal<E>>> => {
    if (isRunning) return err({ reason: "another_is_running" });
    isRunning = true;
    let isPrepared = false;
    try {
      const prepared = await prepare();
      if (!prepared.ok) return prepared;
      isPrepared = true;
      const { total, run } = prepared.value;
      return ok({ total, run: (onDone, signal) => run(onDone, signal).finally(end) });
    } finally {
      if (!isPrepared) end();
    }
  };
};
