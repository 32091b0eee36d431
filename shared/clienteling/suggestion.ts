import type { ProfileId } from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";

/** So many customers are suggested to a staff member on a day, and no more ([X44]). */
const SUGGESTED_MAX = 10;

/** Why staff might get in touch with somebody, and how much each counts ([X43]). */
const REASONS = { birthday: 8, expiring: 4, after_return: 2, lapsing: 1 } as const;
export type SuggestionReason = keyof typeof REASONS;

/** Somebody to get in touch with, and every reason for it, the best first. */
export type Suggestion = {
  readonly profileId: ProfileId;
  readonly reasons: readonly SuggestionReason[];
};

/**
 * Everybody in a list of those whom there is a reason to write to, the best reasons first ([X43]);
 * of those with the same reasons, in the order of the lists.
 */
export const rankSuggestions = (
  listed: Readonly<Record<SuggestionReason, readonly ProfileId[]>>,
): readonly Suggestion[] => {
  const reasons = new Map<ProfileId, SuggestionReason[]>();
  for (const reason of namesOf(REASONS)) {
    for (const id of listed[reason]) reasons.set(id, [...(reasons.get(id) ?? []), reason]);
  }
  return [...reasons]
    .map(([profileId, own]) => ({ profileId, reasons: own }))
    .sort((a, b) => weightOf(b) - weightOf(a));
};

const weightOf = ({ reasons }: Suggestion): number =>
  reasons.reduce((sum, reason) => sum + REASONS[reason], 0);

/**
 * Whom of these a staff member is shown today: whoever was already, and others until there have
 * been ten of them this day ([X44]).
 */
export const suggestedToday = (
  ranked: readonly Suggestion[],
  already: readonly ProfileId[],
): readonly Suggestion[] => {
  const known = new Set(already);
  const others = ranked.filter(({ profileId }) => !known.has(profileId));
  const added = new Set(others.slice(0, Math.max(0, SUGGESTED_MAX - known.size)));
  return ranked.filter((each) => known.has(each.profileId) || added.has(each));
};
