import { setImmediate } from "node:timers/promises";
import { compareTiers, type TierDefinition } from "#shared/incentive/tier.ts";
import type { TierTurn } from "#shared/incentive/tier-turn.ts";
import { alwaysInForce, type TiersDuring, tiersDuring } from "#shared/incentive/tiers-during.ts";
import { dayAt } from "#shared/kernel/calendar-day.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { CalendarDay, Instant, TimeZone } from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { loadProgramme } from "#sync-server/incentive/load-programme.ts";
import { loadWholeTierFacts } from "#sync-server/incentive/load-tiers.ts";
import {
  type TriedTiers,
  type UnsavedTier,
  type UnsavedVersion,
  withUnsavedTier,
} from "#sync-server/incentive/unsaved-definition.ts";
import { countAccounts, readAccountIdsAfter } from "#sync-server/storage/account-store.ts";
import { readProfileRecords } from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import {
  type DaySpan,
  type DryRunRefusal,
  type OnDone,
  type PreparedDryRun,
  problemOfSpan,
} from "./dry-run-span.ts";

/** How many profiles something happened to. */
export type TierCounts = Readonly<Record<TierTurn["kind"], number>> & {
  /** Those that hold the tier at the end of the span. */
  readonly held: number;
};

/** What an unsaved tier would have made of the past, compared with what happened. */
export type TierDryRun = DaySpan & {
  readonly timezone: TimeZone;
  readonly programme: string;
  /** Those that had points or a tier of the programme. */
  readonly profiles: number;
  /** Each tier of the programme that is in use or was, from the lowest to the highest. */
  readonly tiers: readonly {
    readonly tier: TierDefinition;
    readonly was: TierCounts;
    readonly would: TierCounts;
  }[];
};

/**
 * Prepares a dry run of an unsaved tier over local days, both included ([T13]): which tiers profiles
 * would have reached, kept and lost in them, if every tier of the programme had always been as it
 * is now. It writes nothing.
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
  const span = { ...days, today: dayAt(now, timezone) };
  const { programme } = tried.value.tier;
  return ok({
    total: await countAccounts(deps),
    run: async (onDone, signal) => ({
      ...{ ...days, timezone, programme },
      ...(await compare(deps, tried.value, span, { onDone, signal })),
    }),
  });
};

/** So many profiles are replayed at once; others are served between. */
const PAGE = 250;

type Span = DaySpan & { readonly today: CalendarDay };

const compare = async (
  deps: ReadDeps,
  tried: TriedTiers,
  span: Span,
  { onDone, signal }: { readonly onDone: OnDone; readonly signal: AbortSignal },
): Promise<Pick<TierDryRun, "profiles" | "tiers">> => {
  const was = startTally();
  const would = startTally();
  let profiles = 0;
  let done = 0;
  let after: ProfileId | null = null;
  while (!signal.aborted) {
    const ids: readonly ProfileId[] = await readAccountIdsAfter(deps, after, PAGE);
    for (const replayed of await replayPage(deps, tried, span, ids)) {
      if (replayed.would.hasEntered) profiles += 1;
      was.add(replayed.was);
      would.add(replayed.would);
    }
    done += ids.length;
    onDone(done);
    after = ids.at(-1) ?? null;
    if (ids.length < PAGE) break;
    await setImmediate();
  }
  const tiers = tried.programme.definitions.tier
    .filter(({ programme }) => programme === tried.tier.programme)
    .sort(compareTiers)
    .map((tier) => ({ tier, was: was.counts(tier.id), would: would.counts(tier.id) }));
  return { profiles, tiers };
};

/** What the span did to the tiers of each living profile, and would have. */
const replayPage = async (
  deps: ReadDeps,
  { programme, tier: { programme: name } }: TriedTiers,
  span: Span,
  ids: readonly ProfileId[],
): Promise<readonly { readonly was: TiersDuring; readonly would: TiersDuring }[]> => {
  const living = (await readProfileRecords(deps, ids)).filter((each) => isLiving(each.profileType));
  const loaded = await loadWholeTierFacts(deps, programme, living, name);
  return living.flatMap(({ id, region }) => {
    const tiers = programme.definitions.tier.filter(
      (tier) => tier.programme === name && (tier.region ?? region) === region,
    );
    return (loaded.get(id) ?? [])
      .filter(({ facts }) => facts.days.length + facts.assignments.length > 0)
      .map(({ facts }) => ({
        was: tiersDuring(facts, span, span.today),
        would: tiersDuring({ ...facts, versions: alwaysInForce(tiers) }, span, span.today),
      }));
  });
};

const NOBODY: TierCounts = { reached: 0, kept: 0, lost: 0, held: 0 };

/** The tiers that it counts for: a profile reaches those that it jumps over too. */
const tiersOf = (turn: TierTurn): readonly DefinitionId[] =>
  turn.kind === "reached" ? turn.passed.map(({ id }) => id) : [turn.tier.id];

/** Counts profiles: one that reaches a tier twice counts once. */
const startTally = () => {
  const counted = new Map<DefinitionId, TierCounts>();
  const counts = (id: DefinitionId): TierCounts => counted.get(id) ?? NOBODY;
  const count = (id: DefinitionId, what: keyof TierCounts): void => {
    const before = counts(id);
    counted.set(id, { ...before, [what]: before[what] + 1 });
  };
  return {
    add: ({ turns, held }: TiersDuring): void => {
      for (const [kind, ofKind] of Map.groupBy(turns, (turn) => turn.kind)) {
        for (const id of new Set(ofKind.flatMap(tiersOf))) count(id, kind);
      }
      if (held !== null) count(held, "held");
    },
    counts,
  };
};
