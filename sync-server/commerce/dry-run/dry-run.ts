import { isFor, isRestricted, NOBODY } from "#shared/incentive/audience.ts";
import { type PointDefinition, pointsToCents } from "#shared/incentive/points/point.ts";
import { ratesFor } from "#shared/incentive/points/resolve-rate.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type CalendarDay,
  firstInstantOf,
  instantAfter,
  type TimeZone,
} from "#shared/kernel/time.ts";
import { occasionsOf } from "#sync-server/commerce/earning/deciders.ts";
import { returnedGoodsOf } from "#sync-server/commerce/earning/earning-sale.ts";
import { readEarningSales } from "#sync-server/commerce/earning/read-earning-sale.ts";
import { tryWithBudgets } from "#sync-server/commerce/earning/tried-budgets.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import {
  type TriedPoints,
  type UnsavedVersion,
  withUnsaved,
} from "#sync-server/incentive/unsaved-definition.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readItemsOf } from "#sync-server/storage/commerce/transaction-item-store.ts";
import {
  countSales,
  readReturnsOf,
  readSales,
  type SalesSpan,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import {
  type DaySpan,
  type DryRunRefusal,
  type PreparedDryRun,
  problemOfSpan,
} from "./dry-run-span.ts";
import { inPages, type Watched } from "./in-pages.ts";

/** What sales earned, or would have. */
export type Issued = {
  /** In hundredths, less what returns took back. */
  readonly points: number;
  /** What they are worth. */
  readonly cents: Cents;
  /** How many sales earned any, and how many profiles. */
  readonly sales: number;
  readonly profiles: number;
};

/**
 * What an unsaved definition would have issued for the sales of a span, compared with what was
 * issued.
 */
export type DryRun = {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly timezone: TimeZone;
  /** The sales of the span. */
  readonly sales: number;
  readonly point: PointDefinition;
  readonly was: Issued;
  readonly would: Issued;
};

/**
 * Prepares a dry run of an unsaved definition over the sales of local days, both included ([Q8]).
 * Each sale is decided as though the definition had been in force when it happened, with the other
 * rates as they are now, for who the profile is now. It writes nothing.
 */
export const prepareDryRun = async (
  deps: ReadDeps,
  unsaved: UnsavedVersion,
  days: DaySpan,
): Promise<Result<PreparedDryRun<DryRun>, DryRunRefusal>> => {
  const problem = problemOfSpan(days);
  if (problem) return err(problem);
  const tried = await withUnsaved(deps, await loadProgramme(deps), unsaved);
  if (!tried.ok) return tried;
  const { from, to } = days;
  const timezone = await readTenantZone(deps);
  const span: SalesSpan = {
    from: firstInstantOf(from, timezone),
    until: instantAfter(to, timezone),
  };
  const sales = await countSales(deps, span);
  return ok({
    total: sales,
    run: async (onDone, signal) => ({
      ...{ from, to, timezone, sales },
      point: tried.value.point,
      ...(await compare(deps, tried.value, span, { onDone, signal })),
    }),
  });
};

/**
 * So many sales are decided at once: long enough to be quick, short enough to serve others between.
 */
const PAGE = 250;

const compare = async (
  deps: ReadDeps,
  { programme, point }: TriedPoints,
  span: SalesSpan,
  watched: Watched,
): Promise<Pick<DryRun, "was" | "would">> => {
  const was = startTally();
  const would = startTally();
  const keptOf = tryWithBudgets();
  const read = (after: TransactionRecord | null) => readSales(deps, span, { after, limit: PAGE });
  await inPages(watched, PAGE, read, async (page) => {
    for (const sold of await decidePage(deps, programme, { point, keptOf }, page)) {
      was.add(sold.profileId, sold.was);
      would.add(sold.profileId, sold.would);
    }
  });
  return { was: was.issued(point), would: would.issued(point) };
};

type KeptOf = ReturnType<typeof tryWithBudgets>;

/** What each sale earned, and would have, less what came back. */
const decidePage = async (
  deps: ReadDeps,
  programme: TriedPoints["programme"],
  { point: definition, keptOf }: { readonly point: PointDefinition; readonly keptOf: KeptOf },
  page: readonly TransactionRecord[],
): Promise<readonly { profileId: ProfileId | null; was: number; would: number }[]> => {
  const { handle: pointHandle, ratePriority } = definition;
  const rates = programme.definitions.rate;
  const returns = await readReturnsOf(deps, idsOf(page));
  const buyers = page.map(({ profileId }) => profileId).filter((id) => id !== null);
  const [itemsOf, occasions, holders] = await Promise.all([
    readItemsOf(deps, idsOf([...page, ...returns])),
    rates.length === 0 ? [] : occasionsOf(deps, programme, page),
    isRestricted(definition) ? readProfileRecords(deps, [...new Set(buyers)]) : [],
  ]);
  const solds = await readEarningSales(
    deps,
    page.map((fields) => ({ fields, items: itemsOf.get(fields.id) ?? [] })),
  );
  const returnsOf = Map.groupBy(returns, ({ saleId }) => saleId);
  return page.map((sale, index) => {
    const returned = returnsOf.get(sale.id) ?? [];
    const occasion = occasions[index];
    const decider = {
      definition,
      rates: occasion ? ratesFor(rates, { ...occasion, pointHandle, ratePriority }) : [],
    };
    const holder = holders.find(({ id }) => id === sale.profileId);
    const audience = holder ? audienceAt(holder, sale.transactedAt) : NOBODY;
    const earns = !definition.isArchived && isFor(definition, audience);
    const goods = returned.map((each) => returnedGoodsOf(each, itemsOf.get(each.id) ?? [], sale));
    const sold = assertDefined(solds[index], "each sale of a page was read");
    return {
      profileId: sale.profileId,
      was: pointsOf([sale, ...returned], definition.id),
      would: earns ? keptOf(sold, goods, decider, sale.profileId) : 0,
    };
  });
};

const idsOf = (transactions: readonly TransactionRecord[]) => transactions.map(({ id }) => id);

const pointsOf = (transactions: readonly TransactionRecord[], id: DefinitionId): number =>
  transactions
    .flatMap(({ earned }) => earned)
    .filter(({ definitionId }) => definitionId === id)
    .reduce((sum, { points }) => sum + points, 0);

const startTally = () => {
  const profiles = new Set<ProfileId | null>();
  let [points, sales] = [0, 0];
  return {
    add: (profileId: ProfileId | null, earned: number): void => {
      if (earned === 0) return;
      points += earned;
      sales += 1;
      profiles.add(profileId);
    },
    issued: (definition: PointDefinition): Issued => ({
      points,
      cents: pointsToCents(points, definition),
      sales,
      profiles: profiles.size,
    }),
  };
};
