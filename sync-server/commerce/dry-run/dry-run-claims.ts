import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import { claimEnds, claimRefusal } from "#shared/incentive/benefits/claim-benefit.ts";
import { mostIssues } from "#shared/incentive/most-issues.ts";
import { readsAnyOf } from "#shared/kernel/condition-variables.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  addMs,
  type CalendarDay,
  dayIn,
  earlier,
  type Instant,
  lastInstantOf,
  type TimeZone,
} from "#shared/kernel/time.ts";
import { BALANCE_VARIABLES } from "#shared/profile/condition-data.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { audienceAt } from "#sync-server/incentive/read-audience-profile.ts";
import { readConditionData } from "#sync-server/incentive/read-condition-data.ts";
import {
  asSaved,
  type UnsavedBenefit,
  type UnsavedVersion,
} from "#sync-server/incentive/unsaved-definition.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { countSales, readSales } from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import {
  type IssuedOffers,
  readIssuedOffers,
} from "#sync-server/storage/ledger/offer-history-store.ts";
import {
  countLivingProfiles,
  readLivingIdsAfter,
} from "#sync-server/storage/profile/living-profiles.ts";
import {
  type ProfileRecord,
  readProfileRecords,
} from "#sync-server/storage/profile/profile-store.ts";
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

/** How often an unsaved benefit could have been claimed, and how often it was. */
export type ClaimDryRun = DaySpan & {
  readonly timezone: TimeZone;
  readonly benefit: BenefitDefinition;
  readonly was: Pick<IssuedOffers, "profiles" | "times">;
  readonly would: MostOffers;
};

/** Why claims can't be tried, after the definition's own problems. */
export type ClaimDryRunRefusal =
  | DryRunRefusal
  | { readonly reason: "not_claimable" }
  /** What balances were isn't known any more. */
  | { readonly reason: "reads_balances" };

/**
 * Prepares a dry run of an unsaved benefit that customers claim, over local days, both included
 * ([N14]): how many could have claimed it, and how often at most. It writes nothing.
 */
export const prepareClaimDryRun = async (
  deps: ReadDeps,
  unsaved: UnsavedVersion<UnsavedBenefit>,
  { days, now }: { readonly days: DaySpan; readonly now: Instant },
): Promise<Result<PreparedDryRun<ClaimDryRun>, ClaimDryRunRefusal>> => {
  const problem = problemOfSpan(days);
  if (problem) return err(problem);
  const saved = await asSaved(deps, unsaved);
  if (!saved.ok) return saved;
  const benefit = { ...saved.value, isPublished: true, isArchived: false };
  if (!benefit.isClaimable) return err({ reason: "not_claimable" });
  if (readsAnyOf([benefit.viewCondition, benefit.claimCondition], BALANCE_VARIABLES)) {
    return err({ reason: "reads_balances" });
  }
  const [programme, timezone] = await Promise.all([loadProgramme(deps), readTenantZone(deps)]);
  const span = instantsOf(days, timezone, now);
  const asked: Asked = { programme, benefit, timezone, span };
  const [sales, profiles] = await Promise.all([countSales(deps, span), countLivingProfiles(deps)]);
  const most = mostIssues(benefit.budget, benefit.valueCents ?? 0);
  return ok({
    total: sales + profiles,
    run: async (onDone, signal) => {
      const offers = startOfferTally(most, benefit.valueCents ?? 0);
      for (const claimed of await claimsOf(deps, asked, { onDone, signal })) {
        offers.add(benefit.isReclaimable ? claimed : 1);
      }
      return {
        ...{ ...days, timezone, benefit: saved.value },
        was: await readIssuedOffers(deps, benefit.id, "claim", span),
        would: offers.most(),
      };
    },
  });
};

type Asked = {
  readonly programme: Programme;
  readonly benefit: BenefitDefinition;
  readonly timezone: TimeZone;
  readonly span: { readonly from: Instant; readonly until: Instant };
};

/** So many customers are judged before other requests get a turn. */
const PAGE = 250;

/** On how many days each profile that could have claimed it could have. */
const claimsOf = async (
  deps: ReadDeps,
  asked: Asked,
  watched: Watched,
): Promise<readonly number[]> => {
  const days = new Map<ProfileId, Set<CalendarDay>>();
  const judge = async (benefit: BenefitDefinition, visits: readonly Visit[]): Promise<void> => {
    for (const { profile, at, timezone } of await claimable(deps, asked, benefit, visits)) {
      const own = days.get(profile.id) ?? new Set();
      days.set(profile.id, own.add(dayIn(at, timezone)));
    }
  };
  const sales = await inPages(
    watched,
    PAGE,
    (after: TransactionRecord | null) => readSales(deps, asked.span, { after, limit: PAGE }),
    async (page) => judge(asked.benefit, await visitsOf(deps, page)),
  );
  // Whoever doesn't shop can choose the hour.
  const anyHour = { ...asked.benefit, claimTimeframe: null };
  const at = lastChance(asked);
  if (at < asked.span.from) return [];
  const others = { ...watched, onDone: (done: number) => watched.onDone(sales + done) };
  const read = (after: ProfileId | null) => readLivingIdsAfter(deps, after, PAGE);
  await inPages(others, PAGE, read, async (ids) => {
    const profiles = await readProfileRecords(
      deps,
      ids.filter((id) => !days.has(id)),
    );
    await judge(
      anyHour,
      profiles.map((profile) => ({ profile, at, timezone: asked.timezone })),
    );
  });
  return [...days.values()].map(({ size }) => size);
};

/** The last instant of the span at which it can be claimed; before the span if it can't be. */
const lastChance = ({ benefit, timezone, span }: Asked): Instant =>
  claimEnds(benefit)
    .map((end) => lastInstantOf(end, timezone))
    .reduce(earlier, addMs(span.until, -1));

/** When a customer could have claimed it. */
type Visit = {
  readonly profile: ProfileRecord;
  readonly at: Instant;
  readonly timezone: TimeZone;
};

const visitsOf = async (
  deps: ReadDeps,
  sales: readonly TransactionRecord[],
): Promise<readonly Visit[]> => {
  const buyers = new Set(sales.flatMap(({ profileId }) => profileId ?? []));
  const profiles = new Map(
    (await readProfileRecords(deps, [...buyers])).map((profile) => [profile.id, profile]),
  );
  return sales.flatMap(({ profileId, transactedAt: at, timezone }) => {
    const profile = profileId === null ? undefined : profiles.get(profileId);
    return profile ? [{ profile, at, timezone }] : [];
  });
};

/** Those of them at which it could have been claimed, as though nobody had claimed it before. */
const claimable = async (
  deps: ReadDeps,
  { programme }: Asked,
  benefit: BenefitDefinition,
  visits: readonly Visit[],
): Promise<readonly Visit[]> => {
  const living = visits.filter(
    ({ profile, at }) => isLiving(profile.profileType) && knownSince(profile) <= at,
  );
  const conditions = [benefit.viewCondition, benefit.claimCondition];
  const data = await readConditionData(deps, programme, { conditions, on: "claim" }, living);
  return living.filter(({ profile, at, timezone }, index) => {
    const audience = audienceAt(profile, at);
    const claim = { at, timezone, audience, profile: data[index] ?? {}, earlier: "none" } as const;
    return claimRefusal(benefit, claim) === null;
  });
};

/** From when on somebody can claim: one may have joined before the profile was imported. */
const knownSince = ({ joinedAt, createdAt }: ProfileRecord): Instant =>
  earlier(joinedAt ?? createdAt, createdAt);
