import { isDeepStrictEqual } from "node:util";
import type { LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Changes, definedFields, pick } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type Instant, wholeSecond } from "#shared/kernel/time.ts";
import { checkChanges } from "#shared/profile/check-details.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { WriteOccasion } from "#shared/profile/profile-rules.ts";
import {
  isLiving,
  type LivingProfileType,
  PROFILE_TYPES,
  type ProfileType,
} from "#shared/profile/profile-type.ts";
import { respellName } from "#shared/profile/spell-name.ts";
import { type ProfileField, profileFields } from "#shared/reaction/profile-field.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { readProfileRules } from "#sync-server/storage/organisation/settings-store.ts";
import { readAttributes } from "#sync-server/storage/profile/attribute-store.ts";
import {
  lockProfileRecord,
  type ProfileRecord,
  updateProfileRow,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { brokenRule } from "./broken-rule.ts";
import { checkStaff } from "./check-staff.ts";
import { detailRuleOf } from "./detail-rule.ts";
import { findHolder } from "./find-holder.ts";
import { giveStatuses } from "./give-statuses.ts";
import { joinByDomain } from "./memberships.ts";
import { planAttributes, type SentAttributes } from "./plan-attributes.ts";
import {
  publishProfile,
  touchAchievements,
  touchProfile,
  withdrawProfile,
} from "./profile-feed.ts";
import type { ProfileRefusal } from "./profile-refusal.ts";
import { belongingOf } from "./profile-region.ts";
import { checkBelongings, type SentBelongings, writeBelongings } from "./sent-belongings.ts";
import { setTemporaryDue } from "./temporary-due.ts";
import { writeAttributes } from "./write-attributes.ts";
import { type NamedIdentity, planIdentities, writeIdentities } from "./write-identities.ts";
import { yieldMobile } from "./yield-mobile.ts";

/** The changes to a profile; undefined fields stay as they are. */
export type ProfileChanges = {
  readonly profileId: ProfileId;
  /** As typed; normalised here. Only the fields that changed ([S9]). */
  readonly changes: Changes<ProfileDetails>;
  readonly profileType?: LivingProfileType;
  readonly tags?: readonly string[];
  /** Added, or updated if the profile has them; others stay. */
  readonly identities?: readonly NamedIdentity[];
  readonly joinedAt?: Instant | null;
  readonly joinedLocationId?: LocationId | null;
  readonly joinedStaffId?: StaffId | null;
  readonly preferredLocationId?: LocationId | null;
  /** Who looks after the customer (clienteling/SPEC.md [X30]). */
  readonly associateId?: StaffId | null;
  readonly attributes?: SentAttributes;
  readonly belongings?: SentBelongings;
  /** Their handles, which replace those before. */
  readonly statuses?: readonly string[];
  /** Merged field by field. */
  readonly extra?: ExtraFields;
  /** Defaults to `update`. */
  readonly occasion?: WriteOccasion;
};

/**
 * Changes a profile in the caller's transaction; the last recorded edit of a field wins ([S9]).
 * Only checks what changed, so that an old record with a fault can still be edited. If a profile
 * moves to another region, all its facts leave the devices of the old one.
 */
export const updateProfileRecord = async (
  deps: WriteDeps,
  input: ProfileChanges,
): Promise<Result<ProfileRecord, ProfileRefusal>> => {
  const before = await lockProfileRecord(deps, input.profileId);
  if (!before) return err({ reason: "profile_unknown" });
  if (!isLiving(before.profileType)) return err({ reason: "profile_deleted" });

  const joinedLocationId = orElse(input.joinedLocationId, before.joinedLocationId);
  const preferredLocationId = orElse(input.preferredLocationId, before.preferredLocationId);
  for (const [field, locationId] of [
    ["preferredLocationId", input.preferredLocationId],
    ["joinedLocationId", input.joinedLocationId],
  ] as const) {
    if (locationId && !(await locationStore.read(deps, locationId))) {
      return err({ reason: "location_unknown", field });
    }
  }
  const staff = await checkStaff(deps, input);
  if (!staff.ok) return staff;
  const { belongings = {} } = input;
  const named = await checkBelongings(deps, belongings);
  if (!named.ok) return named;
  const given = await giveStatuses(deps, before, input.statuses, wholeSecond(deps.now));
  if (!given.ok) return given;
  const belonging = await belongingOf(deps, { preferredLocationId, joinedLocationId });
  const rule = await detailRuleOf(deps, belonging, false);
  const checked = checkChanges(detailsOf(before), definedFields(input.changes), rule);
  if (!checked.ok) return err({ reason: "invalid_details", problems: checked.error });
  const rules = await readProfileRules(deps);
  const sent: Readonly<Record<string, unknown>> = definedFields(input.changes);
  const { occasion = "update" } = input;
  const broken = brokenRule(rules.validation_rules, pick(checked.value, sent), {
    ...{ occasion, at: deps.now, zone: rule.timezone },
  });
  if (broken) return err(broken);
  const spelt = {
    ...checked.value,
    firstName: respellName(before.firstName, checked.value.firstName),
    lastName: respellName(before.lastName, checked.value.lastName),
  };
  const details =
    spelt.mobilePhone === before.mobilePhone
      ? spelt
      : await yieldMobile(deps, before.id, spelt, rules);
  const profileType = input.profileType ?? before.profileType;
  if (!PROFILE_TYPES[before.profileType].isComplete && lacksContact(details, profileType)) {
    return err({ reason: "invalid_details", problems: [CONTACT_MISSING] });
  }
  const held = input.attributes ? await readAttributes(deps, [before.id]) : [];
  const attributes = planAttributes(held, input.attributes ?? {});
  if (!attributes.ok) return attributes;
  const identities = planIdentities(before.identities, input.identities ?? []);
  if (!identities.ok) return identities;
  const duplicate = await findHolder(deps, before.id, {
    email: details.email === before.email ? null : details.email,
    mobilePhone: details.mobilePhone === before.mobilePhone ? null : details.mobilePhone,
    identities: input.identities ?? [],
  });
  if (duplicate) return err(duplicate);

  const isMoved = input.preferredLocationId !== undefined || input.joinedLocationId !== undefined;
  const after: ProfileRecord = {
    ...before,
    ...details,
    identities: input.identities ? identities.value : before.identities,
    profileType,
    tags: input.tags ? [...new Set(input.tags)] : before.tags,
    joinedAt: orElse(input.joinedAt, before.joinedAt),
    joinedLocationId,
    joinedStaffId: orElse(input.joinedStaffId, before.joinedStaffId),
    preferredLocationId,
    associateId: orElse(input.associateId, before.associateId),
    ...given.value,
    extra: { ...before.extra, ...input.extra },
    homeLocationId: isMoved ? belonging.homeLocationId : before.homeLocationId,
    region: isMoved ? belonging.region : before.region,
    version: before.version + 1,
    updatedAt: deps.now,
  };
  await updateProfileRow(deps, after);
  if (after.profileType !== before.profileType) {
    await setTemporaryDue(deps, after.id, after.profileType);
  }
  await writeIdentities(deps, before, after.identities);
  await writeAttributes(deps, after.id, attributes.value);
  if (after.email !== before.email) await joinByDomain(deps, after.id, after.email);
  await writeBelongings(deps, after.id, belongings);
  if (after.region === before.region) {
    await touchProfile(deps, after);
    // Annual cycles start when it joined.
    if (after.joinedAt !== before.joinedAt) await touchAchievements(deps, [after.id]);
  } else {
    await withdrawProfile(deps, before);
    await publishProfile(deps, after);
  }
  const fields = [
    ...changedFields(before, after),
    ...(attributes.value.length > 0 ? ATTRIBUTES : []),
  ];
  deps.happened({
    kind: "profile.updated",
    profileId: after.id,
    context: { version: after.version, changed: fields },
  });
  return ok(after);
};

/** What becomes complete needs a contact, like what is created so (DOMAIN §3.2). */
const lacksContact = ({ email, mobilePhone }: ProfileDetails, type: ProfileType): boolean =>
  PROFILE_TYPES[type].isComplete && email === null && mobilePhone === null;

const CONTACT_MISSING = { field: "email", reason: "contact_missing" } as const;

const orElse = <T>(value: T | undefined, otherwise: T): T =>
  value === undefined ? otherwise : value;

const ATTRIBUTES: readonly ProfileField[] = ["attributes"];

/** The fields that differ between the two records. */
const changedFields = (before: ProfileRecord, after: ProfileRecord): readonly ProfileField[] =>
  profileFields.filter((field) => !isDeepStrictEqual(before[field], after[field]));

const detailsOf = (profile: ProfileRecord): ProfileDetails => ({
  title: profile.title,
  firstName: profile.firstName,
  lastName: profile.lastName,
  email: profile.email,
  mobilePhone: profile.mobilePhone,
  secondaryPhone: profile.secondaryPhone,
  birthDay: profile.birthDay,
  birthMonth: profile.birthMonth,
  birthYear: profile.birthYear,
  gender: profile.gender,
});
