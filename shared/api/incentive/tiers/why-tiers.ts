import { z } from "zod";
import { versionSchema, versionView } from "#shared/api/ledger/why-entry.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import type { TierDefinition } from "#shared/incentive/tiers/tier.ts";
import type { TierAssignment, TierDay } from "#shared/incentive/tiers/tier-facts.ts";
import type { TierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import type { TierTurn } from "#shared/incentive/tiers/tier-turn.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type HandReason, handReasonSchema } from "#shared/ledger/by-hand.ts";
import { standingSentence, turnSentence } from "./tier-sentences.ts";

/** With `version`, one of `definitions`. */
const tierRefSchema = z.object({ id: z.int(), version: z.int(), name: z.string() });

/** Why a profile stands where it does in each tier programme (DOMAIN §11.11). */
export const whyTiersSchema = z.object({
  programmes: z.array(
    z.object({
      programme: z.string(),
      sentence: z.string(),
      current_tier: tierRefSchema.nullable(),
      /** How it came to that, the earliest first: the last hundred. */
      turns: z.array(
        z.object({
          kind: z.enum(["reached", "kept", "lost"]),
          on: z.string(),
          tier: tierRefSchema,
          /** What it holds after that. */
          to: tierRefSchema.nullable(),
          /** Of twelve months; null if staff decided. */
          points: z.number().nullable(),
          /** Of an anniversary. */
          credit: z.number().nullable(),
          progress: z.number().nullable(),
          sentence: z.string(),
        }),
      ),
      /** The points that count today. */
      days: z.array(z.object({ day: z.string(), gained: z.number(), lost: z.number() })),
      /** Which of them head office gave or took by hand: ids of `/tier-points`. */
      by_hand: z.array(
        z.object({
          id: z.int(),
          value: z.number(),
          issued_at: z.string(),
          reason: handReasonSchema.nullable(),
          reference: z.string().nullable(),
        }),
      ),
      /** The tiers that staff gave. */
      assignments: z.array(z.object({ at: z.string(), tier_id: z.int() })),
    }),
  ),
  definitions: z.array(versionSchema),
});

type Explained = {
  readonly programme: string;
  readonly zone: TimeZone;
  readonly decimals: number;
  readonly standing: TierStanding;
  readonly turns: readonly TierTurn[];
  readonly days: readonly TierDay[];
  readonly assignments: readonly TierAssignment[];
  readonly byHand: readonly {
    readonly id: number;
    readonly points: number;
    readonly issuedAt: Instant;
    readonly reason: HandReason | null;
    readonly reference: string | null;
  }[];
};

/** What explains a profile's tiers, as the API shows it. */
export const whyTiersView = (all: readonly Explained[]): z.output<typeof whyTiersSchema> => ({
  programmes: all.map(({ programme, zone, decimals, standing, turns, days, ...by }) => ({
    programme,
    sentence: standingSentence(standing, decimals, zone),
    current_tier: standing.held && tierRef(standing.held.tier),
    turns: turns.map((turn) => turnView(turn, decimals)),
    days: days.map(({ day, gained, lost }) => ({
      ...{ day, gained: shown(gained), lost: shown(lost) },
    })),
    by_hand: by.byHand.map(({ id, points, issuedAt, reason, reference }) => ({
      ...{ id, value: shown(points), issued_at: formatV3(issuedAt), reason, reference },
    })),
    assignments: by.assignments.map(({ at, definitionId }) => ({
      ...{ at: formatV3(at), tier_id: definitionId },
    })),
  })),
  definitions: [
    ...new Map(all.flatMap(tiersIn).map((tier) => [`${tier.id} ${tier.version}`, tier])).values(),
  ].map(versionView),
});

const turnView = (turn: TierTurn, decimals: number) => {
  const judged = turn.kind === "reached" ? null : turn.judged;
  const points = turn.kind === "reached" ? turn.points : (turn.judged?.year ?? null);
  return {
    ...{ kind: turn.kind, on: turn.day, tier: tierRef(turn.tier) },
    to: turn.kind === "reached" ? tierRef(turn.tier) : turn.to && tierRef(turn.to),
    points: points === null ? null : shown(points),
    credit: judged && shown(judged.credit),
    progress: judged && shown(judged.progress),
    sentence: turnSentence(turn, decimals),
  };
};

const tiersIn = ({ standing, turns }: Explained): readonly TierDefinition[] => [
  ...turns.flatMap((turn) =>
    turn.kind === "reached" || turn.to === null ? [turn.tier] : [turn.tier, turn.to],
  ),
  ...(standing.held ? [standing.held.tier] : []),
];

const tierRef = ({ id, version, name }: TierDefinition) => ({ id, version, name });

const shown = (points: number): number => decimalOf(points, POINT_DIGITS);
