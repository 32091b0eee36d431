import { combineLatest, distinctUntilChanged, map, type Observable, shareReplay } from "rxjs";
import type { Cache } from "#renderer/data/database/cache.ts";
import type { Enrolment } from "#renderer/data/enrolment.ts";
import type { CardPayment } from "#renderer/data/gift-card.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import { isWithdrawn } from "#renderer/data/outbox/withdraw.ts";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import type { Connection, Contact } from "#renderer/data/server/connection.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type { AttentionItem } from "#renderer/data/views.ts";
import { isUnanswered } from "#shared/sync/on-top.ts";

/** Watches the sync status: one small object, emitted whenever something in it changes. */
export const watchStatus = (sources: {
  readonly enrolment$: Observable<Enrolment | null>;
  readonly connection: Connection;
  readonly cache$: Observable<Cache>;
  readonly loaded$: Observable<number>;
  readonly entries$: Observable<readonly OutboxEntry[]>;
  readonly attention$: Observable<readonly AttentionItem[]>;
  readonly payment$: Observable<CardPayment | null>;
  readonly quarantined$: Observable<readonly QuarantinedFact[]>;
  readonly serverEpoch$: Observable<string | null>;
  readonly storage: SyncStatus["storage"];
}): Observable<SyncStatus> =>
  combineLatest([
    sources.enrolment$,
    sources.connection.state$,
    sources.connection.contact$,
    sources.connection.isIntercepted$,
    sources.connection.overQuota$,
    sources.cache$,
    sources.loaded$,
    sources.entries$,
    sources.attention$,
    sources.payment$,
    sources.quarantined$,
    sources.serverEpoch$,
  ]).pipe(
    map(
      ([
        enrolment,
        state,
        contact,
        isIntercepted,
        overQuota,
        cache,
        loaded,
        entries,
        attention,
        payment,
        quarantined,
        serverEpoch,
      ]): SyncStatus => {
        // Withdrawn commands are still sent, so that the order has no gap, but nobody waits for
        // them.
        const pending = entries.filter((entry) => isUnanswered(entry) && !isWithdrawn(entry));
        const unseen = attention.filter(({ isSeen }) => !isSeen);
        return {
          phase: enrolment ? (cache.isComplete ? "ready" : "first_pull") : "not_enrolled",
          connection: state,
          isIntercepted,
          overQuota,
          lastContactAt: contact?.heardAt ?? null,
          clockAheadMs: contact ? clockAheadMs(contact) : 0,
          pendingCount: pending.length,
          oldestPendingAt: pending.find(({ command }) => command)?.command?.occurredAt ?? null,
          loadedCount: loaded,
          parkedCount: attention.filter(({ verdict }) => verdict.status === "parked").length,
          attentionCount: unseen.length + (payment?.isLate ? 1 : 0),
          quarantinedCount: quarantined.length,
          serverEpoch,
          storage: sources.storage,
        };
      },
    ),
    distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    shareReplay({ bufferSize: 1, refCount: true }),
  );

const MINUTE_MS = 60_000;
const CLOCK_OFF_MAX_MS = 5 * MINUTE_MS;

const clockAheadMs = ({ wallThen, knownAt }: Contact): number => {
  const aheadMs = wallThen - knownAt;
  return Math.abs(aheadMs) > CLOCK_OFF_MAX_MS ? Math.round(aheadMs / MINUTE_MS) * MINUTE_MS : 0;
};
