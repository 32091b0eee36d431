import type { BehaviorSubject } from "rxjs";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import type { StoredEnrolment } from "#renderer/data/enrol/stored-enrolment.ts";
import { startPusher } from "#renderer/data/push/pusher.ts";
import { listen } from "#renderer/data/server/listen.ts";
import {
  createSyncClient,
  type RequestOutcome,
  type SyncClient,
} from "#renderer/data/server/sync-client.ts";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import type { CardLookup, CardPayment, CardSettlement } from "#shared/sync/gift-card.ts";
import { collectionsShowing } from "#shared/sync/pending.ts";
import { startPulling } from "./pulling.ts";
import { createResyncSoon } from "./resync-soon.ts";
import type { SessionDeps } from "./session-deps.ts";

/** What a request to the server needs. */
export type ServerAccess = {
  readonly serverUrl: string;
  readonly token: string;
  /** The `deviceSeq` of the last command made; sent with every request ([S8]). */
  readonly lastMade: () => number;
  /** Aborted once the session is over. */
  readonly ended: AbortSignal;
};

/** Everything that talks to the server for one enrolment. */
export type Session = {
  readonly access: ServerAccess;
  /** Facts stored since this cache was opened. */
  readonly loaded$: BehaviorSubject<number>;
  /** A command is ready to be sent. */
  readonly wakePusher: () => void;
  /** Asks the server about gift cards. */
  readonly cards: {
    readonly lookUp: (card: CardLookup) => ReturnType<SyncClient["lookUpCard"]>;
    readonly pay: (payment: CardPayment) => ReturnType<SyncClient["payWithCard"]>;
    readonly settle: (payment: CardSettlement) => ReturnType<SyncClient["settleCardPayment"]>;
  };
  /** Retries everything now, without waiting for a back-off. */
  readonly syncNow: () => void;
  readonly stop: () => Promise<void>;
};

/** Starts pulling, pushing and listening with the token of an enrolment. */
export const startSession = (enrolled: StoredEnrolment, deps: SessionDeps): Session => {
  const { parts, outbox, caches, connection, history, quarantine } = deps;
  const { serverUrl } = enrolled.enrolment;
  const { random } = parts;
  const end = new AbortController();
  const isOffline = () => connection.state$.value === "offline";

  const onOutcome = (outcome: RequestOutcome) => {
    connection.recordOutcome(outcome);
    // Nothing else would be asked before the stream says something: it may be as open as ever.
    if (outcome.from === "card" && isOffline()) resyncSoon.ask(["verdicts"]);
    if (!outcome.answer) return;
    const { serverEpoch } = outcome.answer;
    if (history.isForeign(serverEpoch)) pullAgain();
    else inBackground(history.adopt({ serverEpoch }));
  };
  const { token } = enrolled;
  const access = { serverUrl, token, lastMade: outbox.lastMade, ended: end.signal };
  const client = createSyncClient(access, onOutcome);

  let pullingAgain: Promise<void> | null = null;

  /**
   * Pulls all facts again, and sends again the commands that the server's backup may not have,
   * because the server's history is no longer the one that was pulled ([S12]).
   */
  const pullAgain = () => {
    if (end.signal.aborted || pullingAgain) return;
    pullingAgain = pulling
      .restart(async () => {
        const status = await client.status(end.signal);
        if (!status.ok) return false;
        const { serverEpoch, backedUpThrough } = status.value;
        await outbox.requeueNotBackedUp(backedUpThrough);
        await history.adopt({ serverEpoch, backedUpThrough });
        await caches.replace();
        await quarantine.clear();
        return true;
      })
      .then(pusher.wake)
      .finally(() => {
        pullingAgain = null;
      });
    inBackground(pullingAgain);
  };

  const pulling = startPulling({ ...deps, client, ended: end.signal, onForeign: pullAgain });
  const resyncSoon = createResyncSoon(pulling.resync);
  const pusher = startPusher({
    outbox,
    client,
    random,
    newId: () => commandIdSchema.parse(parts.newId()),
    isServerThere: () => !isOffline(),
    onBackedUp: (backedUpThrough) => inBackground(history.adopt({ backedUpThrough })),
  });
  const answering = outbox.answered$.subscribe(({ commandId }) =>
    resyncSoon.ask(collectionsShowing(outbox.find(commandId)?.command ?? null)),
  );
  const onOpen = () => {
    pulling.wake();
    pusher.wake();
    resyncSoon.ask(null);
  };
  const listening = listen(client, { onOpen, onResync: resyncSoon.ask }, random);

  return {
    access,
    loaded$: pulling.loaded$,
    // An offline device doesn't call the server after every command. The stream's return wakes the
    // pusher.
    wakePusher: () => {
      if (!isOffline()) pusher.wake();
    },
    cards: {
      lookUp: (card) => client.lookUpCard(card, end.signal),
      pay: (payment) => client.payWithCard(payment, end.signal),
      settle: (payment) => client.settleCardPayment(payment, end.signal),
    },
    syncNow: () => {
      listening.reopen();
      pulling.wake();
      pulling.resync(null);
      pusher.wake();
    },
    stop: async () => {
      end.abort();
      resyncSoon.stop();
      answering.unsubscribe();
      await Promise.all([listening.stop(), pusher.stop()]);
      await pullingAgain?.catch(() => undefined);
      await pulling.stop();
    },
  };
};
