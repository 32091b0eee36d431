import type { MangoQuery } from "rxdb/plugins/core";
import { combineLatest, distinctUntilChanged, filter, map, type Observable, switchMap } from "rxjs";
import type { z } from "zod";
import type { Cache } from "#renderer/data/database/cache.ts";
import type {
  CacheDatabase,
  FactCollection,
  StoredFact,
} from "#renderer/data/database/cache-schema.ts";
import type { TransactionsView } from "#renderer/data/views.ts";
import type { HeldProduct } from "#shared/catalogue/held-product.ts";
import type { Note } from "#shared/clienteling/note.ts";
import type { ReceiptSearch } from "#shared/commerce/receipt-in-search.ts";
import type { Transaction } from "#shared/commerce/transaction.ts";
import type { ProductId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type CollectionName, collectionNames } from "#shared/sync/collections.ts";
import {
  type AccountFact,
  accountFactSchema,
  agendaFactSchema,
  type ClientelingFact,
  clientelingFactSchema,
  type ProfileFact,
  type ProgressFact,
  productFactSchema,
  profileFactSchema,
  progressFactSchema,
  timelineFactSchema,
  transactionFactSchema,
} from "#shared/sync/facts.ts";
import { type Agenda, agendaOf } from "#shared/sync/pending.ts";
import { reverseAtOf } from "#shared/sync/reverse-at.ts";

/** The facts about one profile. */
export type ProfileFacts = {
  readonly profile: ProfileFact | null;
  readonly account: AccountFact | null;
  /** Null if nothing has been counted for it. */
  readonly progress: ProgressFact | null;
  /** Newest first; one more than are shown, if there are more. */
  readonly notes: readonly Note[];
};

export const NOTES_SHOWN = 50;
const HISTORY_SHOWN = 50;
/** With so many lists and connections, the latest events may be missing. */
const CLIENTELING_MAX = 500;
const CONFIG_MAX = 20_000;
/** A receipt number counts within its location, so only a few transactions share one. */
const RECEIPTS_MAX = 50;

/** Watches the facts of one profile. */
export const watchProfileFacts = (
  cache$: Observable<Cache>,
  profileId: ProfileId,
): Observable<ProfileFacts> =>
  databaseOf(cache$).pipe(
    switchMap((database) =>
      combineLatest({
        profile: one(database, "profiles", profileId, profileFactSchema),
        account: one(database, "accounts", profileId, accountFactSchema),
        progress: one(database, "progress", profileId, progressFactSchema),
        notes: newest(database.timeline, profileId, NOTES_SHOWN + 1).pipe(
          map((rows) => readAll(rows, timelineFactSchema).map(({ note }) => note)),
        ),
      }),
    ),
  );

/** Watches a profile's lists and connections, and its latest visits and interactions. */
export const watchClientelingFacts = (
  cache$: Observable<Cache>,
  profileId: ProfileId,
): Observable<readonly ClientelingFact[]> =>
  databaseOf(cache$).pipe(
    switchMap((database) =>
      database.clienteling.find(ofProfile(profileId, CLIENTELING_MAX)).$.pipe(map(clientelingOf)),
    ),
  );

/** Reads the same once, for a decision. */
export const readClientelingFacts = async (
  { database }: Cache,
  profileId: ProfileId,
): Promise<readonly ClientelingFact[]> =>
  clientelingOf(
    await whileOpen(
      database,
      () => database.clienteling.find(ofProfile(profileId, CLIENTELING_MAX)).exec(),
      [],
    ),
  );

/** Whether staff were in touch with a profile after a time ([X42]). */
export const readContactsSince = async (
  { database }: Cache,
  profileId: ProfileId,
  since: Instant,
): Promise<boolean> => {
  const reverseAt = { $gt: 0, $lt: reverseAtOf(since) };
  const read = () =>
    database.clienteling
      .find({
        selector: { profileId, reverseAt },
        index: ["profileId", "reverseAt"],
        limit: HISTORY_SHOWN,
      })
      .exec();
  const rows = (await whileOpen(database, read, [])).map((row) => row.toJSON());
  return readAll(rows, clientelingFactSchema).some(
    (fact) => fact.kind === "interaction" && fact.interaction.action === "reach",
  );
};

const clientelingOf = (rows: readonly { readonly toJSON: () => StoredFact }[]) => {
  const facts = readAll(
    rows.map((row) => row.toJSON()),
    clientelingFactSchema,
  );
  const standing = facts.filter(({ reverseAt }) => reverseAt === 0);
  return [...standing, ...facts.filter(({ reverseAt }) => reverseAt > 0).slice(0, HISTORY_SHOWN)];
};

/** Watches the newest `limit` purchases of a profile. */
export const watchTransactions = (
  cache$: Observable<Cache>,
  profileId: ProfileId,
  limit: number,
): Observable<TransactionsView> =>
  databaseOf(cache$).pipe(
    switchMap((database) => newest(database.transactions, profileId, limit + 1)),
    map((rows) => ({
      transactions: readAll(rows.slice(0, limit), transactionFactSchema).map(
        ({ transaction }) => transaction,
      ),
      hasMore: rows.length > limit,
    })),
  );

/** Watches what is planned in this store. */
export const watchAgendaFacts = (cache$: Observable<Cache>): Observable<Agenda> =>
  watchAll(cache$, "agenda").pipe(map(agendaIn));

/** Reads the same once, for a decision. */
export const readAgendaFacts = async ({ database }: Cache): Promise<Agenda> => {
  const read = () => database.agenda.find({ limit: CONFIG_MAX }).exec();
  return agendaIn((await whileOpen(database, read, [])).map((row) => row.toJSON()));
};

const agendaIn = (documents: readonly unknown[]): Agenda =>
  agendaOf(documents.flatMap((document) => agendaFactSchema.safeParse(document).data ?? []));

/** Reads a profile and its account, for a decision. */
export const readProfileFacts = async (
  { database }: Cache,
  profileId: ProfileId,
): Promise<Pick<ProfileFacts, "profile" | "account">> => {
  const [profile, account] = await whileOpen(
    database,
    () =>
      Promise.all([
        database.profiles.findOne(profileId).exec(),
        database.accounts.findOne(profileId).exec(),
      ]),
    [null, null],
  );
  return {
    profile: profileFactSchema.safeParse(profile?.toJSON()).data ?? null,
    account: accountFactSchema.safeParse(account?.toJSON()).data ?? null,
  };
};

/** Reads these profiles from the facts, in the given order. Any that aren't here are left out. */
export const readProfilesById = async (
  { database }: Cache,
  ids: readonly ProfileId[],
): Promise<readonly ProfileFact[]> => {
  const found = await whileOpen(
    database,
    () => database.profiles.findByIds([...ids]).exec(),
    new Map(),
  );
  return ids.flatMap((id) => profileFactSchema.safeParse(found.get(id)?.toJSON()).data ?? []);
};

/** Reads the accounts of these profiles. Any that aren't here are left out. */
export const readAccountsById = async (
  { database }: Cache,
  ids: readonly ProfileId[],
): Promise<readonly AccountFact[]> => {
  const found = await whileOpen(
    database,
    () => database.accounts.findByIds([...ids]).exec(),
    new Map(),
  );
  return ids.flatMap((id) => accountFactSchema.safeParse(found.get(id)?.toJSON()).data ?? []);
};

/** Reads what has been counted for these profiles. Any of whom nothing has are left out. */
export const readProgressById = async (
  cache: Cache,
  ids: readonly ProfileId[],
): Promise<readonly ProgressFact[]> =>
  readAll(await readById(cache, "progress", ids), progressFactSchema);

/** Watches a product. */
export const watchProduct = (
  cache$: Observable<Cache>,
  productId: ProductId,
): Observable<HeldProduct | null> =>
  databaseOf(cache$).pipe(
    switchMap((database) => one(database, "products", String(productId), productFactSchema)),
    map((fact) => fact?.product ?? null),
  );

/** Reads these products, in the given order. Any that aren't here are left out. */
export const readProductsById = async (
  cache: Cache,
  ids: readonly string[],
): Promise<readonly HeldProduct[]> =>
  readAll(await readById(cache, "products", ids), productFactSchema).map(({ product }) => product);

/** Reads the transactions of these facts. Any that aren't here are left out. */
export const readTransactionsById = async (
  cache: Cache,
  ids: readonly string[],
): Promise<readonly Transaction[]> =>
  readAll(await readById(cache, "transactions", ids), transactionFactSchema).map(
    ({ transaction }) => transaction,
  );

/** Reads these facts about profiles, in the given order. */
export const readClientelingById = async (
  cache: Cache,
  ids: readonly string[],
): Promise<readonly ClientelingFact[]> =>
  readAll(await readById(cache, "clienteling", ids), clientelingFactSchema);

const readById = async (
  { database }: Cache,
  name: CollectionName,
  ids: readonly string[],
): Promise<readonly StoredFact[]> => {
  const read = () => database[name].findByIds([...ids]).exec();
  const found = await whileOpen(database, read, new Map());
  return ids.flatMap((id) => found.get(id)?.toJSON() ?? []);
};

/** The profiles with a transaction of this receipt number, latest buyer first. */
export const readProfileIdsByReceipt = async (
  cache: Cache,
  search: ReceiptSearch,
): Promise<readonly ProfileId[]> => [
  ...new Set((await readTransactionsByReceipt(cache, search)).map(({ profileId }) => profileId)),
];

/** The transactions of this receipt number, the latest first. */
export const readTransactionsByReceipt = async (
  { database }: Cache,
  { receipt: receiptRef, key: receiptKey }: ReceiptSearch,
): Promise<readonly Transaction[]> => {
  const limit = RECEIPTS_MAX;
  const { transactions } = database;
  const found = await whileOpen(
    database,
    () =>
      Promise.all([
        transactions.find({ selector: { receiptRef }, index: ["receiptRef"], limit }).exec(),
        receiptKey === null
          ? []
          : transactions.find({ selector: { receiptKey }, index: ["receiptKey"], limit }).exec(),
      ]),
    [[], []],
  );
  const facts = readAll(
    found.flat().map((row) => row.toJSON()),
    transactionFactSchema,
  );
  return facts.toSorted((a, b) => a.reverseAt - b.reverseAt).map(({ transaction }) => transaction);
};

/** Watches all documents of a small collection. */
export const watchAll = (
  cache$: Observable<Cache>,
  name: CollectionName,
): Observable<readonly unknown[]> =>
  databaseOf(cache$).pipe(
    switchMap((database) => database[name].find({ limit: CONFIG_MAX }).$),
    map((rows) => rows.map((row) => row.toJSON())),
  );

const databaseOf = (cache$: Observable<Cache>): Observable<CacheDatabase> =>
  cache$.pipe(
    map(({ database }) => database),
    // One that was closed has no collections any more, and shows nothing.
    filter(({ closed }) => !closed),
    distinctUntilChanged(),
  );

/** Treats a cache that is being closed, or was, as empty. Any other failure is thrown. */
const whileOpen = async <T>(
  database: CacheDatabase,
  read: () => Promise<T>,
  nothing: T,
): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (!isOpen(database)) return nothing;
    throw error;
  }
};

/** RxDB closes the collections one by one, and only then says that the database is closed. */
const isOpen = ({ collections }: CacheDatabase): boolean =>
  collectionNames.every((name) => name in collections && !collections[name].closed);

const one = <S extends z.ZodType>(
  database: CacheDatabase,
  name: CollectionName,
  id: string,
  schema: S,
): Observable<z.infer<S> | null> =>
  database[name].findOne(id).$.pipe(map((row) => schema.safeParse(row?.toJSON()).data ?? null));

const newest = (
  collection: FactCollection,
  profileId: ProfileId,
  limit: number,
): Observable<readonly StoredFact[]> =>
  collection
    .find(ofProfile(profileId, limit))
    .$.pipe(map((rows) => rows.map((row) => row.toJSON())));

/** The first `limit` facts of one profile: those that stand, then the newest. */
const ofProfile = (profileId: ProfileId, limit: number): MangoQuery<StoredFact> => ({
  selector: { profileId },
  sort: [{ profileId: "asc" }, { reverseAt: "asc" }],
  index: ["profileId", "reverseAt"],
  limit,
});

const readAll = <S extends z.ZodType>(
  rows: readonly StoredFact[],
  schema: S,
): readonly z.infer<S>[] => rows.flatMap((row) => schema.safeParse(row).data ?? []);
