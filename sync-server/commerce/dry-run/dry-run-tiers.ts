import type { AudienceProfile } from "#shared/incentive/audience.ts";
import { compareTiers, type TierDefinition } from "#shared/incentive/tiers/tier.ts";
import {
  alwaysInForce,
  type TiersDuring,
  tiersDuring,
} from "#shared/incentive/tiers/tiers-during.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { isForRegion } from "#shared/organisation/region.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { startTierTally, type TierTally } from "#sync-server/commerce/earning/tally-tiers.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import { loadWholeTierFacts } from "#sync-server/incentive/tiers/load-tiers.ts";
import {
  type TriedTiers,
  type UnsavedTier,
  type UnsavedVersion,
  withUnsavedTier,
} from "#sync-server/incentive/unsaved-definition.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { countAccounts, readAccountIdsAfter } from "#sync-server/storage/ledger/account-store.ts";
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

/** What an unsaved tier would have made of the past, compared with what happened. */
export type TierDryRun = DaySpan & {
  readonly timezone: TimeZone;
  readonly programme: string;
  /** Those that had points or a tier of the programme. */
  readonly profiles: number;
  /** Each tier of the programme that is in use or was, from the lowest to the highest. */
  readonly tiers: readonly {
    readonly tier: TierDefinition;
    readonly was: TierTally;
    readonly would: TierTally;
  }[];
};

/**
 * Prepares a dry run of an unsaved tier over local days, both included ([T13]): which tiers
 * profiles would have reached, kept and lost in them, if every tier of the programme had always
 * been as it is now. It writes nothing.
 */
export const prepareTierDryRun = async (
  deps: ReadDeps,
  unsaved: UnsavedVersion<UnsavedTier>,
  { days, now }: { readonly days: DaySpan; readonly now: Instant },
): Promise<Result<PreparedDryRun<TierDryRun>, DryRunRefusal>> => {
  const problem = problemOfSpan(days);
  if (problem) return err(problem);
  const tried = await withUnsavedTier(deps, await loadProgramme(deps), unsaved);
  if (!tried.ok) return tried;
  const timezone = await readTenantZone(deps);
  const span = { ...days, today: dayIn(now, timezone), now };
  const { programme } = tried.value.tier;
  return ok({
    total: await countAccounts(deps),
    run: async (onDone, signal) => ({
      ...{ ...days, timezone, programme },
      ...(await compare(deps, tried.value, span, { onDone, signal })),
    }),
  });
};

/** How many profiles are replayed before other requests get a turn. */
const PAGE = 250;

type Span = DaySpan & { readonly today: CalendarDay; readonly now: Instant };

const compare = async (
  deps: ReadDeps,
  tried: TriedTiers,
  span: Span,
  watched: Watched,
): Promise<Pick<TierDryRun, "profiles" | "tiers">> => {
  const { definitions } = tried.programme;
  const was = startTierTally(definitions);
  const would = startTierTally(definitions);
  let profiles = 0;
  const read = (after: ProfileId | null) => readAccountIdsAfter(deps, after, PAGE);
  await inPages(watched, PAGE, read, async (ids) => {
    for (const replayed of await replayPage(deps, tried, span, ids)) {
      if (replayed.would.hasEntered) profiles += 1;
      was.add(replayed.was, replayed.profile);
      would.add(replayed.would, replayed.profile);
    }
  });
  const tiers = definitions.tier
    .filter(({ programme }) => programme === tried.tier.programme)
    .sort(compareTiers)
    .map((tier) => ({ tier, was: was.of(tier.id), would: would.of(tier.id) }));
  return { profiles, tiers };
};

/** What the span did to the tiers of a profile, and would have. */
type Replayed = {
  readonly profile: AudienceProfile;
  readonly was: TiersDuring;
  readonly would: TiersDuring;
};

/** Replays each living profile that had points or a tier. */
const replayPage = async (
  deps: ReadDeps,
  { programme, tier: { programme: name } }: TriedTiers,
  span: Span,
  ids: readonly ProfileId[],
): Promise<readonly Replayed[]> => {
  const living = (await readProfileRecords(deps, ids)).filter((each) => isLiving(each.profileType));
  const loaded = await loadWholeTierFacts(deps, programme, living, name);
  return living.flatMap((record) => {
    const { id, region } = record;
    const profile = audienceAt(record, span.now);
    const tiers = programme.definitions.tier.filter(
      (tier) => tier.programme === name && isForRegion(tier, region),
    );
    return (loaded.get(id) ?? [])
      .filter(({ facts }) => facts.days.length + facts.assignments.length > 0)
      .map(({ facts }) => ({
        profile,
        was: tiersDuring(facts, span, span.today),
        would: tiersDuring({ ...facts, versions: alwaysInForce(tiers) }, span, span.today),
      }));
  });
};
