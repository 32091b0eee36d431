import { receiptKey } from "#shared/commerce/receipt-in-search.ts";
import { shoppingOf } from "#shared/commerce/shopping.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import {
  appointmentIdSchema,
  type LocationId,
  type ProfileId,
  profileIdSchema,
  taskIdSchema,
} from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, instant } from "#shared/kernel/time.ts";
import type { CollectionName, FactOf } from "#shared/sync/collections.ts";
import { type AgendaKind, agendaId } from "#shared/sync/facts.ts";
import { lotsForDevice } from "#shared/sync/lots-for-device.ts";
import { productKey } from "#shared/sync/product-key.ts";
import { reverseAtOf } from "#shared/sync/reverse-at.ts";
import { sentLots } from "#shared/sync/sent-lots.ts";
import { recordedAppointment } from "#sync-server/clienteling/appointments.ts";
import { recordedTask } from "#sync-server/clienteling/tasks.ts";
import { appointmentStore } from "#sync-server/storage/clienteling/appointment-store.ts";
import { readNotes } from "#sync-server/storage/clienteling/note-store.ts";
import { taskStore } from "#sync-server/storage/clienteling/task-store.ts";
import { readShopDays } from "#sync-server/storage/commerce/shop-day-store.ts";
import { readTransactions } from "#sync-server/storage/commerce/transaction-facts.ts";
import { readClaimedBenefits } from "#sync-server/storage/incentive/benefits/claimed-benefit-store.ts";
import { readAccounts } from "#sync-server/storage/ledger/account-store.ts";
import { readAttributes } from "#sync-server/storage/profile/attribute-store.ts";
import { profileFactOf, readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import { readHeldRedemptions } from "#sync-server/storage/redemption/held-redemption-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readVerdictFacts } from "#sync-server/storage/sync/command-store.ts";
import type { FeedRow } from "#sync-server/storage/sync/feed-store.ts";
import { readTenantCurrency } from "#sync-server/storage/tenant-store.ts";
import type { PullScope } from "./checkpoint.ts";
import { pictureOfProfile } from "./picture-address.ts";
import { clientelingHappenedAt, readClientelingFacts } from "./read-clienteling-facts.ts";
import { readConfigFacts } from "./read-config-facts.ts";
import { readProductFacts } from "./read-product-facts.ts";
import { readProgressFacts } from "./read-progress-facts.ts";

type Fact = FactOf<CollectionName>;

/** A document of a collection, or a marker that it has left the device's scope. */
export type FactDocument = Fact | { readonly id: string; readonly _deleted: true };

/** Devices hold a year of what happened; what is older stays on the server. */
const AGE_MAX_MS = 365 * DAY_MS;
/** What was closed, or was to be, is shown for a while ([X18], [X22]). */
const PLANNED_MS = 30 * DAY_MS;

/**
 * The documents of a page of the feed, in its order: one statement per table, not per row. A row
 * whose document no longer exists, or isn't for devices at this location, is served as deleted.
 */
export const readFacts = async (
  deps: ReadDeps & { readonly now: Instant },
  { collection, deviceLocationId }: Pick<PullScope, "collection" | "deviceLocationId">,
  rows: readonly FeedRow[],
): Promise<readonly FactDocument[]> => {
  const ids = rows.filter((row) => !row.isDeleted).map((row) => row.docId);
  const facts = new Map<string, Fact>();
  for (const fact of await readers[collection](deps, ids, deviceLocationId))
    facts.set(fact.id, fact);
  return rows.flatMap((row): readonly FactDocument[] => {
    const fact = facts.get(row.docId);
    if (row.isDeleted || !fact) return [{ id: row.docId, _deleted: true }];
    return isTooOld(collection, fact, deps.now) ? [] : [fact];
  });
};

const profileIdOf = (docId: string): ProfileId => profileIdSchema.parse(docId);

const isTooOld = <N extends CollectionName>(
  collection: N,
  fact: FactOf<N>,
  now: Instant,
): boolean => {
  const at = happenedAt[collection](fact);
  return at !== null && at < addMs(now, -AGE_MAX_MS);
};

/** When what a fact tells of happened; null of what devices hold however old it is. */
const happenedAt: { readonly [N in CollectionName]: (fact: FactOf<N>) => Instant | null } = {
  config: () => null,
  profiles: () => null,
  accounts: () => null,
  progress: () => null,
  transactions: ({ transaction }) => transaction.transactedAt,
  timeline: () => null,
  clienteling: clientelingHappenedAt,
  products: () => null,
  agenda: (fact) => {
    const at = plannedAt(fact);
    return at && addMs(at, PLANNED_MS - AGE_MAX_MS);
  },
  verdicts: () => null,
};

/** Until when it was planned, or null if that isn't over. */
const plannedAt = (fact: FactOf<"agenda">): Instant | null =>
  fact.kind === "task" ? fact.task.closedAt : instant(Date.parse(fact.appointment.day));

/** Profiles with their pictures, addresses and attributes. */
const readProfileFacts: FactReader<"profiles"> = async (deps, ids) => {
  const records = await readProfileRecords(deps, ids);
  const held = Map.groupBy(await readAttributes(deps, ids), ({ profileId }) => profileId);
  return records.map((record) => {
    const attributes = held.get(record.id)?.map(({ kind, key, body }) => ({ kind, key, body }));
    const picture = pictureOfProfile(record);
    return {
      ...profileFactOf(record),
      ...(picture && { picture }),
      ...(attributes && { attributes }),
    };
  });
};

/** The ids of one kind among those of the agenda's facts. */
const idsOf = <Id>(
  kind: AgendaKind,
  docIds: readonly string[],
  { parse }: { readonly parse: (text: string) => Id },
): readonly Id[] => {
  const start = agendaId(kind, "");
  return docIds
    .filter((docId) => docId.startsWith(start))
    .map((docId) => parse(docId.slice(start.length)));
};

type FactReader<N extends CollectionName> = (
  deps: ReadDeps & { readonly now: Instant },
  ids: readonly string[],
  deviceLocationId: LocationId,
) => Promise<readonly FactOf<N>[]>;

const readers: { readonly [N in CollectionName]: FactReader<N> } = {
  config: readConfigFacts,
  profiles: readProfileFacts,
  accounts: async (deps, ids) => {
    const profileIds = ids.map(profileIdOf);
    const [accounts, claimedBy, shopDaysBy, redeemedBy, currency] = await Promise.all([
      readAccounts(deps, profileIds),
      readClaimedBenefits(deps, profileIds),
      readShopDays(deps, profileIds),
      readHeldRedemptions(deps, profileIds),
      readTenantCurrency(deps),
    ]);
    return accounts.map((account) => {
      const claimed = claimedBy.get(account.profileId);
      const redemptions = redeemedBy.get(account.profileId);
      const shopping = shoppingOf(shopDaysBy.get(account.profileId) ?? [], currency.code);
      return {
        ...account,
        lots: sentLots(lotsForDevice(account.lots, deps.now)),
        ...(claimed && { claimed }),
        ...(shopping && { shopping }),
        ...(redemptions && { redemptions }),
        id: account.profileId,
      };
    });
  },
  progress: (deps, ids) => readProgressFacts(deps, ids.map(profileIdOf)),
  transactions: async (deps, ids) =>
    (await readTransactions(deps, ids.map(Number))).map((transaction) => ({
      id: String(transaction.id),
      profileId: transaction.profileId,
      reverseAt: reverseAtOf(transaction.transactedAt),
      receiptRef: transaction.receiptRef ?? "",
      receiptKey: receiptKey(transaction.receiptRef ?? "") ?? "",
      ...keysOfSale(transaction),
      transaction,
    })),
  timeline: async (deps, ids) =>
    (await readNotes(deps, ids)).map((note) => ({
      id: note.id,
      profileId: note.profileId,
      reverseAt: reverseAtOf(note.occurredAt),
      kind: "note",
      note,
    })),
  clienteling: readClientelingFacts,
  products: readProductFacts,
  agenda: async (deps, ids) => {
    const shown = { ...deps, hidesDeleted: true };
    const [tasks, appointments] = await Promise.all([
      taskStore.readAll(shown, idsOf("task", ids, taskIdSchema)),
      appointmentStore.readAll(shown, idsOf("appointment", ids, appointmentIdSchema)),
    ]);
    return [
      ...tasks.map((record) => ({
        ...{ id: agendaId("task", record.id), kind: "task" as const },
        task: recordedTask(record),
      })),
      ...appointments.map((record) => ({
        ...{ id: agendaId("appointment", record.id), kind: "appointment" as const },
        appointment: recordedAppointment(record),
      })),
    ];
  },
  verdicts: readVerdictFacts,
};

/** What the sale of something is looked up by ([S30]). */
const keysOfSale = ({ items, transactedAt }: Transaction) => {
  const keys = items.flatMap(({ sku, barcode }) => [
    ...(sku ? [productKey({ sku }, transactedAt)] : []),
    ...(barcode ? [productKey({ barcode }, transactedAt)] : []),
  ]);
  return keys.length > 0 ? { productKeys: [...new Set(keys)] } : {};
};
