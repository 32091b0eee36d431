import { BehaviorSubject, combineLatest, map, type Observable, of, switchMap, timer } from "rxjs";
import { z } from "zod";
import type { Enrolments } from "#renderer/data/enrol/enrolments.ts";
import type { QuarantinedFact } from "#renderer/data/pull/quarantine.ts";
import { watchAgenda } from "#renderer/data/query/agenda-view.ts";
import { attentionItems, readVerdicts } from "#renderer/data/query/attention.ts";
import { watchClienteling } from "#renderer/data/query/clienteling-view.ts";
import {
  watchAll,
  watchProduct,
  watchProfileFacts,
  watchTransactions,
} from "#renderer/data/query/fact-queries.ts";
import { pendingItemOf } from "#renderer/data/query/pending-item.ts";
import { watchNamedEntries } from "#renderer/data/query/profile-names.ts";
import { buildProfileView } from "#renderer/data/query/profile-view.ts";
import type { ReadConfig } from "#renderer/data/query/read-config.ts";
import { watchStatus } from "#renderer/data/query/watch-status.ts";
import type { SyncStatus } from "#renderer/data/sync-status.ts";
import type {
  AppointmentView,
  AttentionItem,
  ClientelingView,
  PendingItem,
  ProfileView,
  TaskView,
  TransactionsView,
} from "#renderer/data/views.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import {
  type CommandId,
  commandIdSchema,
  type ProductId,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { isUnanswered } from "#shared/sync/on-top.ts";
import { standingOf } from "#shared/sync/standing.ts";
import type { DeviceParts } from "./device-parts.ts";
import type { Core } from "./open-core.ts";

/** What the screens watch. None of it is stored: it all derives from facts and commands ([S6]). */
export type Views = {
  readonly status$: Observable<SyncStatus>;
  readonly pending$: Observable<readonly PendingItem[]>;
  readonly attention$: Observable<readonly AttentionItem[]>;
  readonly quarantined$: Observable<readonly QuarantinedFact[]>;
  readonly markSeen: (commandIds: readonly CommandId[]) => Promise<void>;
  readonly markUnseen: (commandIds: readonly CommandId[]) => Promise<void>;
  readonly profile$: (profileId: ProfileId) => Observable<ProfileView | null>;
  readonly clienteling$: (profileId: ProfileId) => Observable<ClientelingView>;
  readonly tasks$: Observable<readonly TaskView[]>;
  readonly product$: (productId: ProductId) => Observable<HeldProduct | null>;
  readonly appointments$: Observable<readonly AppointmentView[]>;
  readonly transactions$: (profileId: ProfileId, limit: number) => Observable<TransactionsView>;
};

/** Ages and expiries change without anything being written. */
const TICK_MS = 30_000;
const SEEN_KEY = "seen";
const SEEN_MAX = 2000;

/** Puts together what the screens watch. */
export const createViews = async (
  parts: DeviceParts,
  core: Core,
  enrolments: Enrolments,
  config$: BehaviorSubject<ReadConfig>,
): Promise<Views> => {
  const { caches, outbox, connection, values } = core;
  const { cache$ } = caches;
  const { entries$ } = outbox;
  const { enrolment$, session$ } = enrolments;
  const seen = (await values.read(SEEN_KEY, z.array(commandIdSchema))) ?? [];
  const seen$ = new BehaviorSubject<ReadonlySet<CommandId>>(new Set(seen));
  const keepSeen = async (ids: readonly CommandId[]): Promise<void> => {
    await values.write(SEEN_KEY, ids);
    seen$.next(new Set(ids));
  };

  const named$ = watchNamedEntries(cache$, entries$);
  const verdicts$ = combineLatest([watchAll(cache$, "verdicts"), enrolment$]).pipe(
    map(([documents, enrolment]) => readVerdicts(documents, enrolment?.deviceId ?? null)),
  );
  const attention$ = combineLatest([named$, verdicts$, seen$]).pipe(
    map(([named, verdicts, seenIds]) => attentionItems(named, verdicts, seenIds)),
  );
  const pending$ = named$.pipe(
    map(({ entries, nameOf }) =>
      entries.filter(isUnanswered).flatMap((entry) => pendingItemOf(entry, nameOf) ?? []),
    ),
  );
  const agenda$ = watchAgenda(cache$, entries$);
  const isProtected = await parts.isProtected;
  const storage = !core.hasJournal ? "degraded" : isProtected ? "ok" : "unprotected";

  return {
    status$: watchStatus({
      enrolment$,
      connection,
      cache$,
      loaded$: session$.pipe(switchMap((session) => session?.loaded$ ?? of(0))),
      entries$,
      attention$,
      payment$: core.keptPayment.payment$,
      quarantined$: core.quarantine.kept$,
      serverEpoch$: core.history.serverEpoch$,
      storage,
    }),
    pending$,
    attention$,
    quarantined$: core.quarantine.kept$,
    markSeen: async (commandIds) => {
      await outbox.markSeen(commandIds);
      await keepSeen([...new Set([...seen$.value, ...commandIds])].slice(-SEEN_MAX));
    },
    markUnseen: async (commandIds) => {
      await outbox.markUnseen(commandIds);
      await keepSeen([...seen$.value].filter((id) => !commandIds.includes(id)));
    },
    clienteling$: (profileId) =>
      watchClienteling(cache$, entries$, config$, connection.now, profileId),
    product$: (productId) => watchProduct(cache$, productId),
    tasks$: agenda$.pipe(map(({ tasks }) => tasks)),
    appointments$: agenda$.pipe(map(({ appointments }) => appointments)),
    transactions$: (profileId, limit) => watchTransactions(cache$, profileId, limit),
    profile$: (profileId) =>
      combineLatest([
        watchProfileFacts(cache$, profileId),
        entries$,
        config$,
        connection.state$,
        connection.contact$,
        timer(0, TICK_MS),
      ]).pipe(
        map(([facts, entries, { programme }, _state, contact]) => {
          const now = connection.now();
          const server = connection.read();
          const redeemed = outbox.redeemed();
          const held = { held: entries, redeemed };
          const standing = standingOf({ profileId, facts, ...held, programme, server, now });
          const asOf = contact?.factsAt ?? null;
          return buildProfileView({ facts, entries, redeemed, standing, asOf });
        }),
      ),
  };
};
