import { BehaviorSubject, type Subscription } from "rxjs";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import { type CollectionName, collectionNames } from "#shared/sync/collections.ts";
import { collectionsShowing } from "#shared/sync/pending.ts";
import { inBackground } from "./background.ts";
import type { Caches } from "./cache.ts";
import type { Connection } from "./connection.ts";
import type { DeviceParts } from "./device-parts.ts";
import type { StoredEnrolment } from "./enrol/stored-enrolment.ts";
import type { Answers } from "./outbox/answer.ts";
import type { Outbox } from "./outbox/outbox.ts";
import { requeueNotBackedUp } from "./outbox/renew.ts";
import { type CaughtUp, type Pulls, startPulls } from "./pull/pulls.ts";
import { startPusher } from "./push/pusher.ts";
import type { Quarantine } from "./quarantine.ts";
import { listen } from "./server/listen.ts";
import { createSyncClient, type RequestOutcome } from "./server/sync-client.ts";
import type { ServerHistory } from "./server-history.ts";

/** Everything that talks to the server on behalf of one enrolment. */
export type Session = {
  /** Rows of facts made durable since this cache was opened. */
  readonly loaded$: BehaviorSubject<number>;
  /** A command waits to be sent. */
  readonly wakePusher: () => void;
  /** Tries everything now, whatever it was waiting for. */
  readonly syncNow: () => void;
  readonly stop: () => Promise<void>;
};

export type SessionDeps = {
  readonly parts: DeviceParts;
  readonly outbox: Outbox;
  readonly answers: Answers;
  readonly caches: Caches;
  readonly connection: Connection;
  readonly history: ServerHistory;
  readonly quarantine: Quarantine;
};

/** Events come in bursts; the pulls that they ask for within this time are made once. */
const RESYNC_AFTER_MS = 50;

export const startSession = (enrolled: StoredEnrolment, deps: SessionDeps): Session => {
  const { parts, outbox, answers, caches, connection, history, quarantine } = deps;
  const { serverUrl } = enrolled.enrolment;
  const loaded$ = new BehaviorSubject(0);
  const end = new AbortController();

  const onOutcome = (outcome: RequestOutcome) => {
    connection.tell(outcome);
    if (!outcome.spoken) return;
    const { serverEpoch } = outcome.spoken;
    if (history.isForeign(serverEpoch)) inBackground(startAnew());
    else inBackground(history.adopt({ serverEpoch }));
  };
  const client = createSyncClient({ serverUrl, token: enrolled.token }, onOutcome);

  const caughtUpMs = new Map<CollectionName, number>();
  const onCaughtUp = ({ collection, askedAtMs }: CaughtUp) => {
    caughtUpMs.set(collection, askedAtMs);
    if (collection === "accounts") {
      const agoMs = parts.clock.monotonicMs() - askedAtMs;
      connection.tellFacts(instant(parts.clock.now() - agoMs));
    }
    if (caughtUpMs.size === collectionNames.length) inBackground(caches.markComplete());
    inBackground(answers.settle(caughtUpMs));
  };

  let pulls: Pulls;
  let following: Subscription;
  const startToPull = () => {
    const { database, pullOnly } = caches.cache$.value;
    caughtUpMs.clear();
    pulls = startPulls({
      database,
      pullOnly,
      client,
      clock: parts.clock,
      random: parts.random,
      sortOut: quarantine.sortOut,
      onForeign: () => inBackground(startAnew()),
    });
    following = pulls.caughtUp$.subscribe(onCaughtUp);
    following.add(pulls.loaded$.subscribe((rows) => loaded$.next(rows)));
  };
  const stopPulling = async () => {
    following.unsubscribe();
    await pulls.stop();
  };

  /** The server's history is another one: facts are pulled anew, commands without a backup sent again. */
  let anew: Promise<void> | null = null;
  const startAnew = () => {
    anew ??= (async () => {
      await stopPulling();
      const status = await client.status(end.signal);
      if (status.ok) {
        await requeueNotBackedUp(outbox, status.value.backedUpThrough);
        const { serverEpoch, backedUpThrough } = status.value;
        await history.adopt({ serverEpoch, backedUpThrough });
        await caches.renew();
        await quarantine.clear();
      }
      if (end.signal.aborted) return;
      anew = null;
      startToPull();
      pusher.wake();
    })();
    return anew;
  };

  const wanted = new Set<CollectionName>();
  let resyncTimer: ReturnType<typeof setTimeout> | null = null;
  const resyncSoon = (collections: readonly CollectionName[] | null) => {
    for (const name of collections ?? collectionNames) wanted.add(name);
    resyncTimer ??= setTimeout(() => {
      resyncTimer = null;
      pulls.resync([...wanted]);
      wanted.clear();
    }, RESYNC_AFTER_MS);
  };

  startToPull();
  const pusher = startPusher({
    outbox,
    answers,
    client,
    random: parts.random,
    newId: () => commandIdSchema.parse(parts.newId()),
    isServerThere: () => connection.state$.value !== "offline",
    onBackedUp: (backedUpThrough) => inBackground(history.adopt({ backedUpThrough })),
  });
  const answering = outbox.answered$.subscribe(({ commandId }) =>
    resyncSoon(collectionsShowing(outbox.find(commandId)?.command ?? null)),
  );
  const listening = listen(
    client,
    {
      onOpen: () => {
        pulls.wake();
        pusher.wake();
        resyncSoon(null);
      },
      onResync: resyncSoon,
    },
    parts.random,
  );

  return {
    loaded$,
    // A server that is known to be away is not asked at every act; its return wakes the pusher.
    wakePusher: () => {
      if (connection.state$.value !== "offline") pusher.wake();
    },
    syncNow: () => {
      listening.reopen();
      pulls.wake();
      pulls.resync(null);
      pusher.wake();
    },
    stop: async () => {
      end.abort();
      if (resyncTimer) clearTimeout(resyncTimer);
      answering.unsubscribe();
      await Promise.all([listening.stop(), pusher.stop()]);
      await anew;
      await stopPulling();
    },
  };
};
