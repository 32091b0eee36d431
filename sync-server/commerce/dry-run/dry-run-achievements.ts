import {
  type AchievementDefinition,
  type AchievementLevel,
  isOpenAt,
} from "#shared/incentive/achievements/achievement.ts";
import type { CountDay } from "#shared/incentive/achievements/achievement-progress.ts";
import { levelsDuring } from "#shared/incentive/achievements/levels-during.ts";
import { type AudienceProfile, isFor } from "#shared/incentive/audience.ts";
import { conditionHolds } from "#shared/kernel/condition-holds.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type CalendarDay,
  dayIn,
  firstInstantOf,
  type Instant,
  instantAfter,
  type TimeZone,
} from "#shared/kernel/time.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { type Issues, startLevelTally } from "#sync-server/commerce/dry-run/tally-levels.ts";
import { countsOf } from "#sync-server/commerce/recount-transaction.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import { readConditionData } from "#sync-server/incentive/read-condition-data.ts";
import {
  asSaved,
  type UnsavedAchievement,
  type UnsavedVersion,
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
import type { TransactionCount } from "#sync-server/storage/incentive/achievements/achievement-count-store.ts";
import { readUnlocksOf } from "#sync-server/storage/incentive/achievements/achievement-unlock-store.ts";
import {
  type ProfileRecord,
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import {
  type DaySpan,
  type DryRunRefusal,
  type PreparedDryRun,
  problemOfSpan,
} from "./dry-run-span.ts";
import { inPages, type Watched } from "./in-pages.ts";

/** What an unsaved achievement would have unlocked, compared with what it did. */
export type AchievementDryRun = DaySpan & {
  readonly timezone: TimeZone;
  readonly definition: AchievementDefinition;
  /** The sales of the span, and the profiles of which it would have counted something. */
  readonly sales: number;
  readonly profiles: number;
  /** In the order of the definition. */
  readonly levels: readonly {
    readonly level: AchievementLevel;
    /** How many profiles unlocked it in the span. */
    readonly was: number;
    readonly would: Issues;
  }[];
};

type Span = SalesSpan & { readonly zone: TimeZone; readonly now: Instant };

/**
 * Prepares a dry run of an unsaved achievement over the sales of local days, both included
 * ([M13]). It writes nothing.
 */
export const prepareAchievementDryRun = async (
  deps: ReadDeps,
  unsaved: UnsavedVersion<UnsavedAchievement>,
  { days, now }: { readonly days: DaySpan; readonly now: Instant },
): Promise<Result<PreparedDryRun<AchievementDryRun>, DryRunRefusal>> => {
  const problem = problemOfSpan(days);
  if (problem) return err(problem);
  const tried = await asSaved(deps, unsaved);
  if (!tried.ok) return tried;
  const definition = tried.value;
  const [programme, zone] = await Promise.all([loadProgramme(deps), readTenantZone(deps)]);
  const span: Span = {
    from: firstInstantOf(days.from, zone),
    until: instantAfter(days.to, zone),
    ...{ zone, now },
  };
  const sales = await countSales(deps, span);
  return ok({
    total: sales,
    run: async (onDone, signal) => {
      const counted = await countSpan(deps, programme, definition, span, { onDone, signal });
      const tally = startLevelTally(programme.definitions);
      for (const { days: own, joinedOn, audience } of counted.values()) {
        tally.add(levelsDuring(definition, own, { joinedOn, now }), audience);
      }
      const was = await unlockedIn(deps, unsaved.id === null ? null : definition, span);
      return {
        ...{ ...days, timezone: zone, definition, sales, profiles: counted.size },
        levels: definition.levels.map((level) => ({
          level,
          was: was(level),
          would: tally.of(level.trigger),
        })),
      };
    },
  });
};

/** What was counted of a profile, and what decides which levels it comes to. */
type CountedProfile = {
  readonly days: CountDay[];
  readonly joinedOn: CalendarDay;
  readonly audience: AudienceProfile;
};

/**
 * How many sales are decided at once: enough to be quick, and few enough to serve others between.
 */
const PAGE = 250;

/** What the sales of the span count, by profile. */
const countSpan = async (
  deps: ReadDeps,
  programme: Programme,
  definition: AchievementDefinition,
  span: Span,
  watched: Watched,
): Promise<ReadonlyMap<ProfileId, CountedProfile>> => {
  const counted = new Map<ProfileId, CountedProfile>();
  const read = (after: TransactionRecord | null) => readSales(deps, span, { after, limit: PAGE });
  await inPages(watched, PAGE, read, async (page) => {
    for (const { profile, row } of await countPage(deps, programme, definition, span, page)) {
      const known = counted.get(profile.id) ?? startCount(definition, span, profile);
      counted.set(profile.id, known);
      known.days.push({
        day: row.day,
        gained: Math.max(0, row.count),
        lost: Math.max(0, -row.count),
      });
    }
  });
  return counted;
};

const startCount = (
  definition: AchievementDefinition,
  { zone, now }: Span,
  profile: ProfileRecord,
): CountedProfile => ({
  days: [],
  joinedOn: dayIn(profile.joinedAt ?? profile.createdAt, definition.timezone ?? zone),
  audience: audienceAt(profile, now),
});

type CountedRow = { readonly profile: ProfileRecord; readonly row: TransactionCount };

/** What each sale of a page counts, and what came back of it takes. */
const countPage = async (
  deps: ReadDeps,
  programme: Programme,
  definition: AchievementDefinition,
  { zone }: Span,
  page: readonly TransactionRecord[],
): Promise<readonly CountedRow[]> => {
  const buyers = page.flatMap(({ profileId }) => profileId ?? []);
  const [returns, read] = await Promise.all([
    readReturnsOf(deps, idsOf(page)),
    readProfileRecords(deps, [...new Set(buyers)]),
  ]);
  const profiles = new Map(read.map((profile) => [profile.id, profile]));
  const sold = page.flatMap((sale) => {
    const profile = sale.profileId === null ? undefined : profiles.get(sale.profileId);
    return profile ? [{ sale, profile, at: sale.transactedAt, timezone: sale.timezone }] : [];
  });
  const asked = { conditions: [definition.profileConditions], on: "sale" } as const;
  const [itemsOf, data] = await Promise.all([
    readItemsOf(deps, idsOf([...page, ...returns])),
    readConditionData(deps, programme, asked, sold),
  ]);
  const returnsOf = Map.groupBy(returns, ({ saleId }) => saleId);
  return sold.flatMap(({ sale, profile, at }, index) => {
    const counts =
      isFor(definition, audienceAt(profile, at)) &&
      isOpenAt(definition, at, definition.timezone ?? zone) &&
      conditionHolds(definition.profileConditions, data[index] ?? {});
    if (!counts) return [];
    const own = [...(returnsOf.get(sale.id) ?? [])].sort(
      (a, b) => a.transactedAt - b.transactedAt || a.id - b.id,
    );
    const facts = { itemsOf, profile, unlocks: [], zone };
    return countsOf({ sale, returns: own }, definition, facts)
      .filter(({ count }) => count !== 0)
      .map((row) => ({ profile, row }));
  });
};

const idsOf = (transactions: readonly TransactionRecord[]) => transactions.map(({ id }) => id);

/** How many profiles unlocked a level of a saved definition in the span; null: a new one. */
const unlockedIn = async (
  deps: ReadDeps,
  definition: AchievementDefinition | null,
  { from, until }: Span,
): Promise<(level: AchievementLevel) => number> => {
  const unlocks = definition === null ? [] : await readUnlocksOf(deps, definition.id);
  return ({ trigger }) =>
    new Set(
      unlocks
        .filter(({ unlocked }) =>
          unlocked.levels.some(
            (level) => level.trigger === trigger && level.at >= from && level.at < until,
          ),
        )
        .map(({ profileId }) => profileId),
    ).size;
};
