import type { NewEvent } from "#shared/reaction/event.ts";
import type { AfterCommit } from "./after-commit.ts";
import { insertEvents } from "./reaction/insert-events.ts";
import type { WriteContext, WriteDeps } from "./sql.ts";
import type { FeedTouch } from "./sync/feed-touch.ts";
import { touchFeed } from "./sync/touch-feed.ts";

/** What a write returns, and what whoever commits it must do before answering. */
export type Written<Output> = {
  readonly output: Output;
  readonly afterCommit: readonly AfterCommit[];
};

/**
 * Runs one write in a transaction that the caller has opened and will commit, or roll back if this
 * rejects. Every write to either database goes through here. Its events (reaction/SPEC.md [E1]) and
 * its facts' places in the feed are written last, in the same transaction: in one statement each,
 * however often the write adds some, and on PostgreSQL no other write waits for them for longer.
 */
export const runWrite = async <Output>(
  context: WriteContext,
  write: (deps: WriteDeps) => Promise<Output>,
): Promise<Written<Output>> => {
  const events: NewEvent[] = [];
  const touches: FeedTouch[] = [];
  const afterCommit: AfterCommit[] = [];
  const output = await write({
    ...context,
    tenants: new Map(),
    happened: (...more) => void events.push(...more),
    touched: (...more) => void touches.push(...more),
    afterCommit: (...more) => void afterCommit.push(...more),
  });
  // Independent: on PostgreSQL they are sent together.
  await Promise.all([insertEvents(context, events), touchFeed(context, touches)]);
  return { output, afterCommit };
};
