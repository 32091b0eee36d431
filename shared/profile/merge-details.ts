import { z } from "zod";
import { type ExtraFields, extraSchema } from "#shared/kernel/json.ts";
import { profileDetailsSchema, profileSchema, UNKNOWN_NAME } from "./profile.ts";
import { type GivenStatus, givenStatusSchema } from "./status.ts";

const { tags, joinedAt, joinedLocationId, joinedStaffId, preferredLocationId } =
  profileSchema.shape;

/** The fields of a profile that a merge may fill in ([I6]). */
export const mergedFieldsSchema = profileDetailsSchema.extend({
  ...{ tags, joinedAt, joinedLocationId, joinedStaffId, preferredLocationId },
  statuses: z.array(givenStatusSchema).readonly(),
  statusesEver: z.array(z.string()).readonly(),
  extra: extraSchema,
});
type MergedFields = z.infer<typeof mergedFieldsSchema>;

/** The fields of the winner after a merge: its own, and what only the loser has ([I6]). */
export const mergeDetails = <T extends MergedFields>(winner: T, loser: MergedFields): T => {
  const hasBirthday = winner.birthDay !== null || winner.birthMonth !== null;
  const { birthDay, birthMonth, birthYear } = hasBirthday ? winner : loser;
  return {
    ...winner,
    title: winner.title ?? loser.title,
    firstName: knownName(winner.firstName, loser.firstName),
    lastName: knownName(winner.lastName, loser.lastName),
    email: winner.email ?? loser.email,
    mobilePhone: winner.mobilePhone ?? loser.mobilePhone,
    secondaryPhone: winner.secondaryPhone ?? loser.secondaryPhone,
    ...{ birthDay, birthMonth, birthYear },
    gender: winner.gender ?? loser.gender,
    joinedAt: winner.joinedAt ?? loser.joinedAt,
    joinedLocationId: winner.joinedLocationId ?? loser.joinedLocationId,
    joinedStaffId: winner.joinedStaffId ?? loser.joinedStaffId,
    preferredLocationId: winner.preferredLocationId ?? loser.preferredLocationId,
    tags: [...new Set([...winner.tags, ...loser.tags])],
    statuses: mergeStatuses([...winner.statuses, ...loser.statuses]),
    statusesEver: [...new Set([...winner.statusesEver, ...loser.statusesEver])],
    extra: mergeExtra(winner.extra, loser.extra),
  };
};

const knownName = (own: string, other: string): string => (own === UNKNOWN_NAME ? other : own);

/**
 * Each status once. One that both have begins when the earlier one does and ends when the later one
 * does: without a beginning is earliest, without an end latest.
 */
const mergeStatuses = (given: readonly GivenStatus[]): readonly GivenStatus[] =>
  [...new Set(given.map(({ handle }) => handle))].map((handle) => {
    const same = given.filter((each) => each.handle === handle);
    const starts = same.flatMap(({ startsAt }) => startsAt ?? []);
    const ends = same.flatMap(({ endsAt }) => endsAt ?? []);
    return {
      handle,
      startsAt: starts.length === same.length ? Math.min(...starts) : null,
      endsAt: ends.length === same.length ? Math.max(...ends) : null,
    };
  });

const mergeExtra = (winner: ExtraFields, loser: ExtraFields): ExtraFields => {
  const filled = { ...loser };
  for (const [name, value] of Object.entries(winner)) if (value !== null) filled[name] = value;
  return filled;
};
