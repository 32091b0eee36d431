import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DryRunRefusal, type PreparedDryRun, prepareDryRun } from "./dry-run.ts";

/** Why it isn't run; another one goes on from its checks until it ends. */
export type OneDryRunRefusal = DryRunRefusal | { readonly reason: "another_is_running" };

/**
 * `prepareDryRun` that refuses while another dry run is going on, because each reads a lot. What it
 * has prepared must be run, or no other is let in.
 */
export const oneDryRunAtATime = () => {
  let isRunning = false;
  const end = () => {
    isRunning = false;
  };
  return async (
    ...request: Parameters<typeof prepareDryRun>
  ): Promise<Result<PreparedDryRun, OneDryRunRefusal>> => {
    if (isRunning) return err({ reason: "another_is_running" });
    isRunning = true;
    let isPrepared = false;
    try {
      const prepared = await prepareDryRun(...request);
      if (!prepared.ok) return prepared;
      isPrepared = true;
      const { sales, run } = prepared.value;
      return ok({ sales, run: (onSales, signal) => run(onSales, signal).finally(end) });
    } finally {
      if (!isPrepared) end();
    }
  };
};
