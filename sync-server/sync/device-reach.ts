import type { ProfileId } from "#shared/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, later } from "#shared/kernel/time.ts";
import { worksAt } from "#shared/organisation/staff.ts";
import { isWithinFloorLimits } from "#shared/redemption/floor-limits.ts";
import { type Command, type CommandKind, profileIdOf } from "#shared/sync/command.ts";
import { type AtRisk, atRiskOf } from "#shared/sync/command-kind.ts";
import { CLOCK_TOLERANCE_MS } from "#shared/sync/device-time.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { readRiskWindow } from "#sync-server/storage/access/device-risk-store.ts";
import type { Device } from "#sync-server/storage/access/device-table.ts";
import { readFreeze } from "#sync-server/storage/ledger/account-store.ts";
import { readPolicyUsed } from "#sync-server/storage/organisation/settings-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { CommandReferences } from "#sync-server/storage/sync/command-store.ts";

/**
 * A device in contact may still miss a new policy or a freeze this long, because a pull can fail.
 */
const PULL_GRACE_MS = DAY_MS;

/** Contacts are recorded at most once a minute, and clocks differ. */
const CONTACT_TOLERANCE_MS = 2 * CLOCK_TOLERANCE_MS;

/** What a command is checked against, all of it recorded by the server. */
export type Reach = {
  readonly device: Device;
  readonly references: CommandReferences;
  readonly place: { readonly epoch: number; readonly seq: number };
  /** When it is judged ([S8]). */
  readonly at: Instant;
  /** The device's last contact before it; null if there was none after the enrolment. */
  readonly contactAt: Instant | null;
};

/** What a command does beyond what its device may. */
export type Beyond = { readonly reason: VerdictReason; readonly detail: string };

/**
 * Whether a command goes beyond what its device may do ([S21]); null if it doesn't. A device may
 * act for its own location and the staff there, on the profiles that it holds, and redeem at risk
 * within the floor limits that it had, unless it knew that the account is frozen. Nothing here
 * relies on what the device says of itself, except to its disadvantage.
 */
export const beyondReach = async (
  deps: WriteDeps,
  command: Exclude<Command, { kind: "withdrawn" }>,
  reach: Reach,
): Promise<Beyond | null> => {
  const { device, references, at } = reach;
  const { staff } = references;
  if (!staff) {
    return { reason: "staff_unknown", detail: "staffId: no staff member has this id." };
  }
  if (!references.isLocationKnown) {
    return { reason: "location_unknown", detail: "locationId: no location has this id." };
  }
  if (command.locationId !== device.locationId) {
    return {
      reason: "location_foreign",
      detail: "locationId: the device belongs to another location.",
    };
  }
  // Somebody whose record has changed since may have worked here then.
  if (!worksAt(staff, device.locationId) && staff.changedAt < at) {
    return {
      reason: "staff_foreign",
      detail: "staffId: this person doesn't work at the device's location.",
    };
  }
  if (!isInScope(command, references)) {
    return {
      reason: "profile_out_of_scope",
      detail: "profileId: the device doesn't hold this profile.",
    };
  }
  const atRisk = atRiskOf(command);
  return atRisk === null ? null : beyondLimits(deps, command.policyVersion, atRisk, reach);
};

/** Whether a command is for a profile that the device holds, or may be for others too. */
const isInScope = (command: Command, { profileId, isProfileInScope }: CommandReferences): boolean =>
  isProfileInScope || MAY_BE_FOR[command.kind]({ named: profileIdOf(command), found: profileId });

type Profiles = { readonly named: ProfileId | null; readonly found: ProfileId | null };

const onlyThoseHeld = () => false;

/**
 * A profile that the device made and that turned out to be somebody else's goes to that profile
 * ([S10]): what was recorded for the person isn't lost.
 */
const whoeverItTurnedOutToBe = ({ named, found }: Profiles) => named !== found;

const MAY_BE_FOR: Readonly<Record<CommandKind, (profiles: Profiles) => boolean>> = {
  create_profile: () => true,
  edit_profile: whoeverItTurnedOutToBe,
  add_note: whoeverItTurnedOutToBe,
  log_visit: whoeverItTurnedOutToBe,
  log_contact: whoeverItTurnedOutToBe,
  create_list: whoeverItTurnedOutToBe,
  add_list_item: whoeverItTurnedOutToBe,
  change_list_item: whoeverItTurnedOutToBe,
  remove_list_item: whoeverItTurnedOutToBe,
  step_connection: whoeverItTurnedOutToBe,
  claim_sale: whoeverItTurnedOutToBe,
  add_task: whoeverItTurnedOutToBe,
  change_task: whoeverItTurnedOutToBe,
  hand_over_book: whoeverItTurnedOutToBe,
  add_appointment: whoeverItTurnedOutToBe,
  change_appointment: whoeverItTurnedOutToBe,
  withdrawn: whoeverItTurnedOutToBe,
  // Being taken for somebody else isn't a way to their rewards.
  redeem: onlyThoseHeld,
  merge_profiles: onlyThoseHeld,
  redeem_benefit: onlyThoseHeld,
  reverse_redemption: onlyThoseHeld,
  give_goodwill: onlyThoseHeld,
  claim_benefit: onlyThoseHeld,
};

const beyondLimits = async (
  deps: WriteDeps,
  policyVersion: number,
  atRisk: AtRisk,
  { device, references, place, at, contactAt }: Reach,
): Promise<Beyond | null> => {
  const { restrictedAt } = device;
  if (restrictedAt !== null && contactAt !== null && contactAt > restrictedAt) {
    return { reason: "online_only", detail: "mode: the device may only redeem online." };
  }
  const knownAt = later(contactAt ?? device.enrolledAt, device.enrolledAt);
  // A device that knew two profiles couldn't know what both did together, or of the other's freeze.
  const profileId = references.heldProfileId ?? atRisk.profileId;
  const freeze = await readFreeze(deps, profileId);
  if (freeze !== null && addMs(freeze.since, PULL_GRACE_MS) < knownAt) {
    return { reason: "account_frozen", detail: "profileId: the account had long been frozen." };
  }
  const { floorLimits } = await readPolicyUsed(deps, policyVersion, addMs(knownAt, -PULL_GRACE_MS));
  const window = await readRiskWindow(deps, {
    deviceId: device.id,
    ...place,
    profileId,
    contactAt: knownAt,
  });
  const snapshotAgeMs = Math.max(
    atRisk.snapshotAgeMs,
    contactAt === null ? 0 : at - contactAt - CONTACT_TOLERANCE_MS,
  );
  const known = { ...window, snapshotAgeMs };
  return isWithinFloorLimits(floorLimits, known, atRisk.cents)
    ? null
    : {
        reason: "over_floor_limits",
        detail: "amountCents: the amount is beyond the floor limits in force.",
      };
};
