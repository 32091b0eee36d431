import { setImmediate } from "node:timers/promises";
import type { OnDone } from "./dry-run-span.ts";

/** Who hears how far a dry run is, and until when they wait for it. */
export type Watched = { readonly onDone: OnDone; readonly signal: AbortSignal };

/**
 * Decides rows page by page, until there are no more or nobody waits for them, and returns how many
 * there were. Other requests get a turn after each page.
 */
export const inPages = async <Row>(
  { onDone, signal }: Watched,
  limit: number,
  read: (after: Row | null) => Promise<readonly Row[]>,
  decide: (page: readonly Row[]) => Promise<void>,
): Promise<number> => {
  let done = 0;
  let after: Row | null = null;
  while (!signal.aborted) {
    const page: readonly Row[] = await read(after);
    await decide(page);
    done += page.length;
    onDone(done);
    after = page.at(-1) ?? null;
    if (page.length < limit) break;
    await setImmediate();
  }
  return done;
};
