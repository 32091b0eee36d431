import { isFor } from "#shared/incentive/audience.ts";
import { type MostIssues, mostIssues } from "#shared/incentive/most-issues.ts";
import { HUNDREDTHS, type PointDefinition } from "#shared/incentive/points/point.ts";
import { exchangesDuring } from "#shared/incentive/rewards/exchanges-during.ts";
import type { RewardDefinition } from "#shared/incentive/rewards/reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import {
  asSaved,
  type UnsavedReward,
  type UnsavedVersion,
} from "#sync-server/incentive/unsaved-definition.ts";
import { countAccounts, readAccountIdsAfter } from "#sync-server/storage/ledger/account-store.ts";
import {
  type IssuedOffers,
  readIssuedOffers,
  readUnspentHistory,
} from "#sync-server/storage/ledger/offer-history-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import {
  type DaySpan,
  type DryRunRefusal,
  instantsOf,
  type PreparedDryRun,
  problemOfSpan,
} from "./dry-run-span.ts";
import { inPages, type Watched } from "./in-pages.ts";
import { type MostOffers, startOfferTally } from "./tally-offers.ts";

/** How often an unsaved reward could have been exchanged for points, and how often it was. */
export type ExchangeDryRun = DaySpan & {
  readonly timezone: TimeZone;
  readonly reward: RewardDefinition;
  readonly was: IssuedOffers;
  readonly would: MostOffers & { readonly points: number };
};

/** Why an exchange can't be tried, after the definition's own problems. */
export type ExchangeDryRunRefusal = DryRunRefusal | { readonly reason: "not_exchangeable" };

type Tried = { readonly reward: RewardDefinition; readonly points: PointDefinition };
type Span = { readonly from: Instant; readonly until: Instant };

/**
 * Prepares a dry run of an unsaved reward that has a price in points, over local days, both
 * included ([W13]): how often profiles could have exchanged it at most. It writes nothing.
 */
export const prepareExchangeDryRun = async (
  deps: ReadDeps,
  unsaved: UnsavedVersion<UnsavedReward>,
  { days, now }: { readonly days: DaySpan; readonly now: Instant },
): Promise<Result<PreparedDryRun<ExchangeDryRun>, ExchangeDryRunRefusal>> => {
  const problem = problemOfSpan(days);
  if (problem) return err(problem);
  const saved = await asSaved(deps, unsaved);
  if (!saved.ok) return saved;
  const reward = saved.value;
  const { pointPrice, pricedIn: handle, valueCents } = reward;
  if (pointPrice === null || handle === null) return err({ reason: "not_exchangeable" });
  const found = (await findDefinition(deps, "point", { handle })) ?? undefined;
  const points = assertDefined(found, "the check found its points").definition;
  const timezone = await readTenantZone(deps);
  const span = instantsOf(days, timezone, now);
  const most = mostIssues(reward.budget, valueCents);
  return ok({
    total: await countAccounts(deps),
    run: async (onDone, signal) => {
      const would = await tally(deps, { reward, points }, { span, most }, { onDone, signal });
      return {
        ...{ ...days, timezone, reward },
        was: await readIssuedOffers(deps, reward.id, "exchange", span),
        would: { ...would, points: would.times * pointPrice * HUNDREDTHS },
      };
    },
  });
};

/** So many histories are read at once: a daily shopper's has thousands of entries. */
const PAGE = 50;

const tally = async (
  deps: ReadDeps,
  { reward, points }: Tried,
  { span, most }: { readonly span: Span; readonly most: MostIssues },
  watched: Watched,
): Promise<MostOffers> => {
  const offers = startOfferTally(most, reward.valueCents);
  const price = (reward.pointPrice ?? 0) * HUNDREDTHS;
  const read = (after: ProfileId | null) => readAccountIdsAfter(deps, after, PAGE);
  await inPages(watched, PAGE, read, async (ids) => {
    const [profiles, histories] = await Promise.all([
      readProfileRecords(deps, ids),
      readUnspentHistory(deps, ids, points.id, span.until),
    ]);
    for (const profile of profiles.filter(({ profileType }) => isLiving(profileType))) {
      const mayAt = (at: Instant) => isFor(reward, audienceAt(profile, at));
      const history = histories.get(profile.id) ?? [];
      offers.add(exchangesDuring(history, { ...span, price, mayAt, max: most.perProfile }));
    }
  });
  return offers.most();
};
