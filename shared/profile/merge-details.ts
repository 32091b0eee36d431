import { z } from "zod";
import { type ExtraFields, extraSchema } from "#shared/kernel/json.ts";
import { namesOf } from "#shared/kernel/object.ts";
import { FIELDS_OF_CHOICE, hasChoice, type MergeChoice } from "./merge-choice.ts";
import { profileSchema, UNKNOWN_NAME } from "./profile.ts";
import { type GivenStatus, givenStatusSchema } from "./status.ts";

/** The fields of a profile that a merge may fill in ([I6]): all but what the merge itself sets. */
export const mergedFieldsSchema = profileSchema
  .omit({
    ...{ id: true, profileType: true, identities: true },
    ...{ version: true, createdAt: true, updatedAt: true },
  })
  .extend({
    statuses: z.array(givenStatusSchema).readonly(),
    statusesPast: z.array(givenStatusSchema).readonly(),
    extra: extraSchema,
  });
type MergedFields = z.infer<typeof mergedFieldsSchema>;

/**
 * The fields of the winner after a merge: its own, and what only the loser has ([I6]), or what is
 * to be the loser's ([I28]).
 */
export const mergeDetails = <T extends MergedFields>(
  winner: T,
  loser: MergedFields,
  fromLoser: readonly MergeChoice[] = [],
): T => {
  const merged: MergedFields = { ...winner };
  const decide = <Field extends keyof MergedFields>(field: Field): void => {
    merged[field] = RULES[field](winner[field], loser[field], winner);
  };
  for (const field of namesOf(RULES)) decide(field);
  for (const choice of fromLoser) {
    if (!hasChoice(loser, choice)) continue;
    for (const field of FIELDS_OF_CHOICE[choice]) Object.assign(merged, { [field]: loser[field] });
  }
  return { ...winner, ...merged };
};

const ownOrOther = <Value>(own: Value, other: Value): Value => own ?? other;

const eachOnce = (own: readonly string[], other: readonly string[]): string[] => [
  ...new Set([...own, ...other]),
];

const knownName = (own: string, other: string): string => (own === UNKNOWN_NAME ? other : own);

/** The parts of a birthday belong together: all are the loser's, or none. */
const partOfBirthday = <Part>(
  own: Part,
  other: Part,
  { birthDay, birthMonth }: MergedFields,
): Part => (birthDay === null && birthMonth === null ? other : own);

/**
 * Each status once. One that both have begins when the earlier one does and ends when the later one
 * does: without a beginning is earliest, without an end latest.
 */
const mergeStatuses = (
  own: readonly GivenStatus[],
  other: readonly GivenStatus[],
): readonly GivenStatus[] => {
  const given = [...own, ...other];
  return [...new Set(given.map(({ handle }) => handle))].map((handle) => {
    const same = given.filter((each) => each.handle === handle);
    const starts = same.flatMap(({ startsAt }) => startsAt ?? []);
    const ends = same.flatMap(({ endsAt }) => endsAt ?? []);
    return {
      handle,
      startsAt: starts.length === same.length ? Math.min(...starts) : null,
      endsAt: ends.length === same.length ? Math.max(...ends) : null,
    };
  });
};

const mergeExtra = (winner: ExtraFields, loser: ExtraFields): ExtraFields => {
  const filled = { ...loser };
  for (const [name, value] of Object.entries(winner)) if (value !== null) filled[name] = value;
  return filled;
};

/** How each field is decided, from the winner's and the loser's, and the winner's others. */
const RULES: {
  readonly [Field in keyof MergedFields]: (
    own: MergedFields[Field],
    other: MergedFields[Field],
    winner: MergedFields,
  ) => MergedFields[Field];
} = {
  title: ownOrOther,
  firstName: knownName,
  lastName: knownName,
  email: ownOrOther,
  mobilePhone: ownOrOther,
  secondaryPhone: ownOrOther,
  birthDay: partOfBirthday,
  birthMonth: partOfBirthday,
  birthYear: partOfBirthday,
  gender: ownOrOther,
  joinedAt: ownOrOther,
  joinedLocationId: ownOrOther,
  joinedStaffId: ownOrOther,
  preferredLocationId: ownOrOther,
  associateId: ownOrOther,
  tags: eachOnce,
  statuses: mergeStatuses,
  statusesPast: (own, other) => [...own, ...other],
  extra: mergeExtra,
};
