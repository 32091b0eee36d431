import type { LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { checkDetails } from "#shared/profile/check-details.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { WriteOccasion } from "#shared/profile/profile-rules.ts";
import { type LivingProfileType, PROFILE_TYPES } from "#shared/profile/profile-type.ts";
import { spellName } from "#shared/profile/spell-name.ts";
import { meterVelocity } from "#sync-server/access/meter-velocity.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { readPolicy, readProfileRules } from "#sync-server/storage/organisation/settings-store.ts";
import {
  appendProfile,
  type ProfileRecord,
  readProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { brokenRule } from "./broken-rule.ts";
import { checkStaff } from "./check-staff.ts";
import { detailRuleOf } from "./detail-rule.ts";
import { findHolder } from "./find-holder.ts";
import { giveStatuses, NO_STATUSES } from "./give-statuses.ts";
import { joinByDomain } from "./memberships.ts";
import { planAttributes, type SentAttributes } from "./plan-attributes.ts";
import { touchProfile } from "./profile-feed.ts";
import type { ProfileRefusal } from "./profile-refusal.ts";
import { belongingOf } from "./profile-region.ts";
import { checkBelongings, type SentBelongings, writeBelongings } from "./sent-belongings.ts";
import { setTemporaryDue } from "./temporary-due.ts";
import { writeAttributes } from "./write-attributes.ts";
import { type NamedIdentity, planIdentities, writeIdentities } from "./write-identities.ts";
import { yieldMobile } from "./yield-mobile.ts";

/** A profile to create. The id is the caller's: devices make their own. */
export type NewProfile = {
  readonly profileId: ProfileId;
  /** As typed; normalised here. */
  readonly details: ProfileDetails;
  /** The first is the primary one, unless another is marked as primary. */
  readonly identities: readonly NamedIdentity[];
  /** Defaults to `active`. Only complete types need an email or a mobile phone. */
  readonly profileType?: LivingProfileType;
  readonly tags?: readonly string[];
  readonly joinedAt: Instant | null;
  readonly joinedLocationId: LocationId | null;
  readonly joinedStaffId: StaffId | null;
  /** Defaults to the location where it joined. */
  readonly preferredLocationId?: LocationId | null;
  /** Who looks after the customer (clienteling/SPEC.md [X30]). */
  readonly associateId?: StaffId | null;
  readonly attributes?: SentAttributes;
  readonly belongings?: SentBelongings;
  /** Their handles. */
  readonly statuses?: readonly string[];
  readonly extra?: ExtraFields;
  /** Defaults to `create`. */
  readonly occasion?: WriteOccasion;
  /** False allows an active profile without contact details (for an import). */
  readonly needsContact?: boolean;
  /**
   * When a device created it, if one did. It is never refused as one of too many then ([H3]): the
   * customer has been told, and later commands name it.
   */
  readonly madeAt?: Instant;
};

/**
 * Creates a profile in the caller's transaction, and puts it in the feed of its region. Refuses
 * invalid details (DOMAIN §3.1), unknown locations and staff, and an email, mobile phone or
 * identity that another profile has, naming that profile ([S10]). Writes nothing if it refuses.
 */
export const createProfileRecord = async (
  deps: WriteDeps,
  input: NewProfile,
): Promise<Result<ProfileRecord, ProfileRefusal>> => {
  const { profileId, joinedLocationId, joinedStaffId } = input;
  const preferredLocationId =
    input.preferredLocationId === undefined ? joinedLocationId : input.preferredLocationId;
  const profileType = input.profileType ?? "active";
  if (await readProfileRecord(deps, profileId)) return err({ reason: "id_taken" });

  const belonging = await belongingOf(deps, { preferredLocationId, joinedLocationId });
  const needsContact = (input.needsContact ?? true) && PROFILE_TYPES[profileType].isComplete;
  const checked = checkDetails(input.details, await detailRuleOf(deps, belonging, needsContact));
  if (!checked.ok) return err({ reason: "invalid_details", problems: checked.error });
  const rules = await readProfileRules(deps);
  const { occasion = "create" } = input;
  const broken = brokenRule(rules.validation_rules, checked.value, {
    ...{ occasion, at: deps.now, zone: await readTenantZone(deps) },
  });
  if (broken) return err(broken);
  // On a device the customer has been told whose number it is, and their commands go there ([S10]).
  const isOurs = input.madeAt === undefined;
  const spelt = {
    ...checked.value,
    firstName: spellName(checked.value.firstName),
    lastName: spellName(checked.value.lastName),
  };
  const details = isOurs ? await yieldMobile(deps, profileId, spelt, rules) : spelt;

  if (preferredLocationId !== null && belonging.homeLocationId !== preferredLocationId) {
    const isJoined = preferredLocationId === joinedLocationId;
    const field = isJoined ? "joinedLocationId" : "preferredLocationId";
    return err({ reason: "location_unknown", field });
  }
  if (joinedLocationId !== null && joinedLocationId !== preferredLocationId) {
    const joined = await locationStore.read(deps, joinedLocationId);
    if (!joined) return err({ reason: "location_unknown", field: "joinedLocationId" });
  }
  const staff = await checkStaff(deps, input);
  if (!staff.ok) return staff;
  const { belongings = {} } = input;
  const named = await checkBelongings(deps, belongings);
  if (!named.ok) return named;
  // Nothing says since when: those of an import may be older than the record.
  const given = await giveStatuses(deps, NO_STATUSES, input.statuses, null);
  if (!given.ok) return given;
  const attributes = planAttributes([], input.attributes ?? {});
  if (!attributes.ok) return attributes;
  const planned = planIdentities([], input.identities);
  if (!planned.ok) return planned;
  const identities = planned.value;
  const duplicate = await findHolder(deps, profileId, { ...details, identities });
  if (duplicate) return err(duplicate);
  const { velocityLimits } = await readPolicy(deps);
  const metered = await meterVelocity(deps, velocityLimits, {
    counted: "join",
    profileId: null,
    staffId: joinedStaffId,
    at: input.madeAt ?? deps.now,
    isDone: input.madeAt !== undefined,
  });
  if (!metered.ok) return metered;

  const record: ProfileRecord = {
    ...details,
    id: profileId,
    profileType,
    identities,
    tags: [...new Set(input.tags ?? [])],
    joinedAt: input.joinedAt,
    joinedLocationId,
    joinedStaffId,
    preferredLocationId,
    associateId: input.associateId ?? null,
    version: 1,
    createdAt: deps.now,
    updatedAt: deps.now,
    homeLocationId: belonging.homeLocationId,
    region: belonging.region,
    ...given.value,
    extra: input.extra ?? {},
  };
  await appendProfile(deps, record);
  deps.happened({ kind: "profile.created", profileId, context: record });
  if (profileType === "temporary") {
    deps.happened({ kind: "profile-temporary.created", profileId, context: record });
    await setTemporaryDue(deps, profileId, profileType);
  }
  await writeIdentities(deps, { id: profileId, identities: [] }, identities);
  await writeAttributes(deps, profileId, attributes.value);
  if (details.email !== null) await joinByDomain(deps, profileId, details.email);
  await writeBelongings(deps, profileId, belongings);
  await touchProfile(deps, record);
  return ok(record);
};
