import { pointsInWords } from "#shared/api/incentive/points/points-in-words.ts";
import { maintainValue, type TierDefinition } from "#shared/incentive/tiers/tier.ts";
import type { TierStanding } from "#shared/incentive/tiers/tier-standing.ts";
import type { JudgedPoints, TierTurn } from "#shared/incentive/tiers/tier-turn.ts";
import { dayIn, type TimeZone } from "#shared/kernel/time.ts";

/** What a day did to a tier and why, in a sentence ([T16]). Its points have so many decimals. */
export const turnSentence = (turn: TierTurn, decimals: number): string => {
  const { day, tier } = turn;
  const points = (hundredths: number) => pointsInWords(hundredths, decimals);
  if (turn.kind === "reached") {
    return turn.points === null
      ? `Staff gave ${named(tier)} on ${day}.`
      : `Reached ${named(tier)} on ${day}, with ${points(turn.points)} in the twelve months up to that day; version ${tier.version} takes ${points(tier.valueMin)}.`;
  }
  if (turn.judged === null) return `Lost ${named(tier)} on ${day}: staff gave ${nameOf(turn.to)}.`;
  if (turn.kind === "lost") {
    return `Lost ${named(tier)} at the end of ${day}, for ${nameOf(turn.to)}: ${keepingWords(tier, turn.judged, points)}.`;
  }
  return `Kept ${named(tier)} at the end of ${day}: ${keptWords(tier, turn.judged, points)}.`;
};

type Points = (hundredths: number) => string;

const keptWords = (tier: TierDefinition, judged: JudgedPoints, points: Points): string => {
  if (tier.isFloor) return "nobody in the programme falls below it";
  return judged.credit + judged.progress >= maintainValue(tier)
    ? keepingWords(tier, judged, points)
    : `the twelve months still had ${points(judged.year)}, which reach it`;
};

const keepingWords = (
  tier: TierDefinition,
  { credit, progress }: JudgedPoints,
  points: Points,
): string => {
  const before = credit === 0 ? "" : ` and ${points(credit)} of credit`;
  return `${points(progress)} in its year${before}, and version ${tier.version} takes ${points(maintainValue(tier))} to keep it`;
};

/** Where a profile stands in a programme, in a sentence ([T16]). */
export const standingSentence = (
  { held, hasEntered, next, remaining, yearTotal, nextRemaining }: TierStanding,
  decimals: number,
  zone: TimeZone,
): string => {
  const points = (hundredths: number) => pointsInWords(hundredths, decimals);
  const higher =
    next && nextRemaining !== null
      ? ` To reach ${named(next)} it takes ${points(nextRemaining)} more in twelve months.`
      : "";
  if (!hasEntered) return `Nothing has counted in this programme yet.${higher}`;
  const year = ` The last twelve months have ${points(yearTotal)}.`;
  if (!held) return `Has no tier.${year}${higher}`;
  const keeps = remaining === 0 ? "nothing more" : `${points(remaining)} more`;
  return `Holds ${named(held.tier)} until the end of ${dayIn(held.anniversaryAt, zone)}: it takes ${keeps} to keep it then.${year}${higher}`;
};

const named = ({ name }: TierDefinition): string => `“${name}”`;

const nameOf = (tier: TierDefinition | null): string => (tier ? named(tier) : "no tier");
