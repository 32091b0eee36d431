import type { TierAssignment, TierDay } from "#shared/incentive/tiers/tier-facts.ts";
import { tierHistory } from "#shared/incentive/tiers/tier-history.ts";
import { tierProgrammesIn } from "#shared/incentive/tiers/tier-programmes.ts";
import { type TierStanding, tierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import type { TierTurn } from "#shared/incentive/tiers/tier-turn.ts";
import { yearsAfter } from "#shared/kernel/calendar-day.ts";
import { type CalendarDay, dayIn, type Instant, type TimeZone } from "#shared/kernel/time.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { readTierPointsOf } from "#sync-server/storage/incentive/tiers/tier-point-store.ts";
import type { TierPointRecord } from "#sync-server/storage/incentive/tiers/tier-point-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { loadWholeTierFacts, type TierHolder } from "./load-tiers.ts";

/** Why a profile stands in a programme where it does ([T16]). */
export type ExplainedTiers = {
  readonly programme: string;
  readonly zone: TimeZone;
  /** Of the points that feed it. */
  readonly decimals: number;
  readonly standing: TierStanding;
  /** How it came to that, in order. */
  readonly turns: readonly TierTurn[];
  /** The points that count today: those of the last twelve months. */
  readonly days: readonly TierDay[];
  readonly assignments: readonly TierAssignment[];
  /** What head office gave or took by hand of them, the latest first. */
  readonly byHand: readonly TierPointRecord[];
};

/** The latest of what happened to a tier: few have had more. */
const TURNS_MAX = 100;

/**
 * Everything behind a profile's tiers at an instant, in every programme of its region, the main one
 * first. It replays every day, so it takes longer than reading where the profile stands.
 */
export const explainTiers = async (
  deps: ReadDeps,
  holder: TierHolder,
  now: Instant,
): Promise<readonly ExplainedTiers[]> => {
  const programme = await loadProgramme(deps);
  const { definitions } = programme;
  const byHand = await readTierPointsOf(deps, holder.id);
  const explained: ExplainedTiers[] = [];
  for (const { handle, pointsId } of tierProgrammesIn(definitions, holder.region)) {
    const loaded = await loadWholeTierFacts(deps, programme, [holder], handle);
    const points = definitions.point.find(({ id }) => id === pointsId);
    for (const { facts } of loaded.get(holder.id) ?? []) {
      const { zone, days, assignments } = facts;
      const today = dayIn(now, zone);
      explained.push({
        ...{ programme: handle, zone, decimals: points?.decimals ?? 0 },
        standing: tierStanding(facts, now),
        turns: tierHistory(facts, today).turns.slice(-TURNS_MAX),
        days: days.filter(({ day }) => isCounted(day, today)),
        byHand: byHand
          .filter(
            ({ definitionId, issuedAt }) =>
              definitionId === pointsId && isCounted(dayIn(issuedAt, zone), today),
          )
          .toSorted((a, b) => b.issuedAt - a.issuedAt),
        assignments: assignments.filter(({ at }) => at <= now),
      });
    }
  }
  return explained;
};

/** Whether a day is one of the twelve months up to today ([T5]). */
const isCounted = (day: CalendarDay, today: CalendarDay): boolean =>
  day <= today && today <= yearsAfter(day, 1);
