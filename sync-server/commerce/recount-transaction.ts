import {
  type AchievementDefinition,
  isOpenAt,
} from "#shared/incentive/achievements/achievement.ts";
import {
  cycleOf,
  cyclesStartOn,
  intoCycle,
} from "#shared/incentive/achievements/achievement-cycle.ts";
import { countKept } from "#shared/incentive/achievements/count-sale.ts";
import { isFor } from "#shared/incentive/audience.ts";
import { conditionHolds } from "#shared/kernel/condition-holds.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { type CalendarDay, dayIn, type TimeZone } from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { PointDecision } from "#sync-server/commerce/earning/decide-points.ts";
import { type Supposed, versionOf } from "#sync-server/commerce/earning/deciders.ts";
import { earningSaleOf, returnedGoodsOf } from "#sync-server/commerce/earning/earning-sale.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import { readConditionData } from "#sync-server/incentive/read-condition-data.ts";
import {
  type ItemRecord,
  readItemsOf,
} from "#sync-server/storage/commerce/transaction-item-store.ts";
import {
  readReturnsOf,
  readTransactions,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import {
  readTransactionCounts,
  type TransactionCount,
} from "#sync-server/storage/incentive/achievements/achievement-count-store.ts";
import type { StoredCountDay } from "#sync-server/storage/incentive/achievements/achievement-day-store.ts";
import {
  type CycleUnlocks,
  readUnlocks,
} from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import {
  type ProfileRecord,
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import type { Subject } from "./find-sale.ts";

/** A transaction and what it belongs to. */
export type Counted = {
  readonly programme: Programme;
  readonly id: TransactionId;
  readonly before: TransactionRecord | null;
  readonly fields: Subject["fields"];
  /** Null: unchanged. */
  readonly items: readonly ItemRecord[] | null;
  readonly decision: Pick<PointDecision, "saleId" | "returns">;
  /** Set unless it has just been written. */
  readonly unwritten?: { readonly profile: ProfileRecord; readonly supposed: Supposed };
};

/** A sale with its returns: together they decide what each of them counts. */
type SoldGoods = {
  readonly sale: Pick<
    TransactionRecord,
    | "id"
    | "profileId"
    | "transactedAt"
    | "timezone"
    | "isVoid"
    | "totalCents"
    | "currency"
    | "exchangeRate"
    | "extra"
  >;
  readonly returns: readonly SoldGoods["sale"][];
};

/**
 * Decides again what the sale, its returns, and the sale that a return belonged to before have
 * counted: the rows to store, and the differences by profile and day.
 */
export const recountTransaction = async (
  deps: ReadDeps,
  counted: Counted,
): Promise<{
  readonly rows: readonly TransactionCount[];
  readonly daysOf: ReadonlyMap<ProfileId, readonly StoredCountDay[]>;
  /** The buyers, as far as they were read. */
  readonly profiles: ReadonlyMap<ProfileId, ProfileRecord>;
  readonly zone: TimeZone;
}> => {
  const { id, before, items, unwritten } = counted;
  const sold = await readSold(deps, counted);
  const ids = [...new Set([id, ...sold.flatMap(({ returns }) => returns.map((each) => each.id))])];
  const all = [...new Set([...ids, ...sold.map(({ sale }) => sale.id)])];
  const isNew = before === null && all.length === 1;
  const [itemsOf, was, zone] = await Promise.all([
    isNew && items ? new Map([[id, items]]) : readItemsOf(deps, all),
    isNew ? [] : readTransactionCounts(deps, all),
    readTenantZone(deps),
  ]);
  const known = unwritten && items ? new Map([...itemsOf, [id, items]]) : itemsOf;
  const is: TransactionCount[] = [];
  const profiles = new Map<ProfileId, ProfileRecord>();
  for (const each of sold) {
    const { profileId } = each.sale;
    const [read] = profileId === null ? [] : await readProfileRecords(deps, [profileId]);
    if (!read) continue;
    const profile = read.id === unwritten?.profile.id ? unwritten.profile : read;
    profiles.set(profile.id, profile);
    const deciding = await definitionsFor(deps, counted, { ...each, profile, was, zone });
    // They decide only in which cycle a return counts.
    const unlocks = each.returns.length > 0 ? await readUnlocks(deps, [profile.id]) : [];
    for (const definition of deciding) {
      is.push(...countsOf(each, definition, { itemsOf: known, profile, unlocks, zone }));
    }
  }
  const gone = was.filter((old) => !is.some((now) => isSameKey(old, now)));
  const rows = [...is, ...gone.map((old) => ({ ...old, count: 0 }))].filter((now) => {
    const old = was.find((each) => isSameKey(each, now));
    return old ? !isSame(old, now) : now.count !== 0;
  });
  const olds = was.filter((old) => rows.some((now) => isSameKey(old, now)));
  const moves = [...olds.map((row) => dayOf(row, -1)), ...rows.map((row) => dayOf(row, 1))];
  return { rows, daysOf: sumDays(moves), profiles, zone };
};

/** The sales that are decided again, as they are or would be written now. */
const readSold = async (
  deps: ReadDeps,
  { id, before, fields, decision, unwritten }: Counted,
): Promise<readonly SoldGoods[]> => {
  const isReturn = fields.totalCents < 0;
  const own = { ...fields, id };
  if (before === null && !isReturn && decision.returns.length === 0) {
    return [{ sale: own, returns: [] }];
  }
  const named = [
    isReturn ? decision.saleId : id,
    before?.saleId ?? null,
    ...decision.returns.map((each) => each.record.saleId),
  ];
  const ids = [...new Set(named.filter((each) => each !== null))];
  const [sales, stored] = await Promise.all([
    readTransactions(deps, ids),
    readReturnsOf(deps, ids),
  ]);
  const joining = new Set(decision.returns.map((each) => each.record.id));
  const returnsOf = (sale: SoldGoods["sale"]): readonly SoldGoods["sale"][] => {
    const returns = stored.filter((each) => each.saleId === sale.id);
    if (!unwritten) return returns;
    if (sale.id === id) return decision.returns.map((each) => each.record);
    const left = returns.filter((each) => !joining.has(each.id));
    return isReturn && sale.id === decision.saleId ? [...left, own] : left;
  };
  return [...sales, ...(unwritten && !isReturn ? [own] : [])].map((sale) => ({
    sale,
    returns: [...returnsOf(sale)].sort((a, b) => a.transactedAt - b.transactedAt || a.id - b.id),
  }));
};

/**
 * What decides how much a sale counts: the definitions that decided it before, in the versions of
 * that time, or those in use if it is decided for the first time.
 */
const definitionsFor = async (
  deps: ReadDeps,
  { programme, id, before, unwritten }: Counted,
  {
    sale,
    profile,
    was,
    zone,
  }: SoldGoods & {
    readonly profile: ProfileRecord;
    readonly was: readonly TransactionCount[];
    readonly zone: TimeZone;
  },
): Promise<readonly AchievementDefinition[]> => {
  const decided = was.filter(({ transactionId }) => transactionId === sale.id);
  if (decided.length > 0) {
    return Promise.all(
      decided.map(({ definitionId, version }) =>
        versionOf(deps, programme, "achievement", { id: definitionId, version }),
      ),
    );
  }
  const isFirst = sale.id === id && (before === null || before.profileId === null || before.isVoid);
  if (!isFirst) return [];
  const inUse = programme.definitions.achievement.filter(
    (definition) =>
      definition.isPublished &&
      !definition.isArchived &&
      isFor(definition, audienceAt(profile, sale.transactedAt)) &&
      isOpenAt(definition, sale.transactedAt, definition.timezone ?? zone),
  );
  const conditions = inUse.map(({ profileConditions }) => profileConditions);
  if (conditions.every((condition) => condition === null)) return inUse;
  const { transactedAt: at, timezone } = sale;
  const tierHandle = unwritten?.supposed.tierHandle;
  const [buyer = {}] = await readConditionData(deps, programme, { conditions, on: "sale" }, [
    { profile, at, timezone, tierHandle },
  ]);
  return inUse.filter(({ profileConditions }) => conditionHolds(profileConditions, buyer));
};

/**
 * What a sale and each of its returns count under one definition. A return takes back in the cycle
 * of its sale: on its own day, or on the last day of that cycle.
 */
export const countsOf = (
  { sale, returns }: SoldGoods,
  definition: AchievementDefinition,
  facts: {
    readonly itemsOf: ReadonlyMap<number, readonly ItemRecord[]>;
    readonly profile: ProfileRecord;
    readonly unlocks: readonly CycleUnlocks[];
    readonly zone: TimeZone;
  },
): readonly TransactionCount[] => {
  const { itemsOf, profile } = facts;
  const zone = definition.timezone ?? facts.zone;
  const rule = { ...definition, digits: currencyOf(sale.exchangeRate?.to ?? sale.currency).digits };
  const row = { definitionId: definition.id, version: definition.version, profileId: profile.id };
  const soldOn = dayIn(sale.transactedAt, zone);
  const unlocks = facts.unlocks.filter(({ definitionId }) => definitionId === definition.id);
  const joinedDay = dayIn(profile.joinedAt ?? profile.createdAt, zone);
  const cycle = cycleOf(definition, soldOn, cyclesStartOn(definition, joinedDay, unlocks));
  const goods = earningSaleOf(sale, itemsOf.get(sale.id) ?? []);
  let kept = countKept(goods, [], rule);
  const rows: TransactionCount[] = [{ ...row, transactionId: sale.id, day: soldOn, count: kept }];
  const back: ReturnType<typeof returnedGoodsOf>[] = [];
  for (const each of returns) {
    if (!each.isVoid) back.push(returnedGoodsOf(each, itemsOf.get(each.id) ?? [], sale));
    const left = countKept(goods, back, rule);
    const day = intoCycle(cycle, laterDay(soldOn, dayIn(each.transactedAt, zone)));
    rows.push({ ...row, transactionId: each.id, day, count: Math.min(0, left - kept) });
    kept = Math.min(kept, left);
  }
  return rows;
};

const laterDay = (a: CalendarDay, b: CalendarDay): CalendarDay => (a < b ? b : a);

const isSameKey = (a: TransactionCount, b: TransactionCount): boolean =>
  a.transactionId === b.transactionId && a.definitionId === b.definitionId;

const isSame = (a: TransactionCount, b: TransactionCount): boolean =>
  a.version === b.version && a.profileId === b.profileId && a.day === b.day && a.count === b.count;

type HeldDay = StoredCountDay & { readonly profileId: ProfileId };

/** What a transaction's count does to its day; `sign` -1 takes it back. */
const dayOf = (
  { profileId, definitionId, day, count }: TransactionCount,
  sign: 1 | -1,
): HeldDay => ({
  profileId,
  definitionId,
  day,
  gained: count > 0 ? sign * count : 0,
  lost: count < 0 ? -sign * count : 0,
});

/**
 * Adds up what happens to each day of each achievement; days on which nothing is left are dropped.
 */
const sumDays = (moves: readonly HeldDay[]): ReadonlyMap<ProfileId, readonly StoredCountDay[]> => {
  const sums = new Map<string, HeldDay>();
  for (const move of moves) {
    const key = `${move.profileId} ${move.definitionId} ${move.day}`;
    const { gained, lost } = sums.get(key) ?? { gained: 0, lost: 0 };
    sums.set(key, { ...move, gained: gained + move.gained, lost: lost + move.lost });
  }
  const left = [...sums.values()].filter(({ gained, lost }) => gained !== 0 || lost !== 0);
  return Map.groupBy(left, ({ profileId }) => profileId);
};
