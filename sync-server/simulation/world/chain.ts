import type { DefinitionId, LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { TimeZone } from "#shared/kernel/time.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { Seeded } from "./seeded.ts";

/** The chain of shops in a simulation. */
export type Chain = {
  readonly locations: readonly {
    readonly id: LocationId;
    readonly timezone: TimeZone;
    readonly region: string;
    /** What other systems call it. */
    readonly code: string;
  }[];
  readonly staffIds: readonly StaffId[];
  readonly rewardDefinitionId: DefinitionId;
  readonly pointDefinitionIds: readonly DefinitionId[];
  /** What else is issued, in a world with extras. */
  readonly extraIds: { readonly credit: DefinitionId; readonly benefit: DefinitionId } | null;
  /** The profiles that exist from the start. */
  readonly profileIds: readonly ProfileId[];
};

/** So few that two shops often enter the same person ([S10]). */
const EMAILS = ["ada@example.com", "ben@example.com", "cleo@example.com", "dora@example.com"];
const PHONES = ["+61412345601", "+61412345602", "+61412345603"];
const FIRST_NAMES = ["Ada", "Ben", "Cleo", "Dora", "Eli"];

export const drawEmail = (random: Seeded): string => random.pick(EMAILS);
export const drawPhone = (random: Seeded): string => random.pick(PHONES);
export const drawFirstName = (random: Seeded): string => random.pick(FIRST_NAMES);

/** A person with an email, a phone or both. */
export const drawDetails = (random: Seeded): ProfileDetails => {
  const hasEmail = random.chance(0.7);
  return {
    title: null,
    firstName: drawFirstName(random),
    lastName: "Hart",
    email: hasEmail ? drawEmail(random) : null,
    mobilePhone: hasEmail && random.chance(0.7) ? null : drawPhone(random),
    secondaryPhone: null,
    birthDay: null,
    birthMonth: null,
    birthYear: null,
    gender: null,
  };
};
