import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import {
  FEED_START,
  type FeedPlace,
  type FeedRow,
  isAfter,
  readFeedAfter,
  readFeedHead,
  readHeldBack,
} from "#sync-server/storage/sync/feed-store.ts";
import {
  formatCheckpoint,
  PULL_PHASES,
  type PullPosition,
  type PullScope,
  parseCheckpoint,
  startOf,
} from "./checkpoint.ts";
import { type FactDocument, readFacts } from "./read-facts.ts";

/** A page of facts in commit order, and where to continue. */
export type PullPage = {
  readonly documents: readonly FactDocument[];
  readonly checkpoint: string;
  readonly hasMore: boolean;
};

/** How many times one request returns to the feed if what it finds is too old to send. */
const ROUNDS_MAX = 20;

/**
 * An open transaction normally holds back the feed for milliseconds; don't wait for a longer one.
 */
const HELD_BACK_WAIT_MS = 1_000;
const HELD_BACK_RETRY_MS = 5;

/**
 * Serves facts after a checkpoint ([S11], [S13]). Includes everything committed before the request;
 * if that isn't possible within a second, the page says that there is more, because a device that
 * is told "no more" treats an answered redemption as settled. Refuses a checkpoint of another epoch
 * or scope, or one beyond the end of the feed: it comes from a history that this server doesn't
 * have ([S12]).
 */
export const pull = async (
  deps: ReadDeps & { readonly now: Instant },
  scope: PullScope,
  request: { readonly checkpoint: string | null; readonly limit: number },
): Promise<Result<PullPage, "checkpoint_foreign">> => {
  const isAllThere = await untilServed(deps, await readHeldBack(deps, scope));
  const head = await readFeedHead(deps);
  let position =
    request.checkpoint === null ? startOf(scope, head) : parseCheckpoint(scope, request.checkpoint);
  if (!position || isAfter(position.after, head)) return err("checkpoint_foreign");

  const documents: FactDocument[] = [];
  let hasMore = true;
  for (let round = 0; hasMore && documents.length < request.limit && round < ROUNDS_MAX; round++) {
    const limit = request.limit - documents.length;
    const step: Step = await readStep(deps, scope, position, limit);
    documents.push(...(await readFacts(deps, scope, step.rows)));
    position = step.next;
    hasMore = step.hasMore;
  }
  const checkpoint = formatCheckpoint(scope, position);
  return ok({ documents, checkpoint, hasMore: hasMore || !isAllThere });
};

/** Waits until a place can be served; false if that takes too long. */
const untilServed = async (deps: ReadDeps, place: FeedPlace | null): Promise<boolean> => {
  if (place === null) return true;
  for (let waitedMs = 0; waitedMs < HELD_BACK_WAIT_MS; waitedMs += HELD_BACK_RETRY_MS) {
    if (isAfter(await readFeedHead(deps), place)) return true;
    await new Promise((resolve) => setTimeout(resolve, HELD_BACK_RETRY_MS));
  }
  return false;
};

/** The rows of one phase, and where the next step begins. */
type Step = {
  readonly rows: readonly FeedRow[];
  readonly next: PullPosition;
  readonly hasMore: boolean;
};

const readStep = async (
  deps: ReadDeps,
  { collection, scope, locationId }: PullScope,
  position: PullPosition,
  limit: number,
): Promise<Step> => {
  const { phase, head, after } = position;
  const page = { collection, scope, after, limit };
  const { location: is, next: nextPhase } = PULL_PHASES[phase];
  if (is === null || locationId === null) {
    const rows = await readFeedAfter(deps, page);
    const next = { ...position, after: lastOf(rows) ?? after };
    return { rows, next, hasMore: rows.length === limit };
  }
  const found = await readFeedAfter(deps, { ...page, location: { id: locationId, is } });
  // Later changes come with the tail; serving them twice would only waste bandwidth.
  const rows = found.filter((row) => !isAfter(row, head));
  const isDone = found.length < limit || rows.length < found.length;
  if (!isDone) return { rows, next: { ...position, after: lastOf(rows) ?? after }, hasMore: true };
  const start = PULL_PHASES[nextPhase].location === null ? head : FEED_START;
  return { rows, next: { phase: nextPhase, head, after: start }, hasMore: true };
};

const lastOf = (rows: readonly FeedRow[]): FeedPlace | null => {
  const last = rows.at(-1);
  return last ? { tx: last.tx, seq: last.seq } : null;
};
