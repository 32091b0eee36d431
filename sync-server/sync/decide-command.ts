import { assertDefined, unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import { commsOfGiven } from "#shared/profile/consent.ts";
import type {
  AddNoteCommand,
  Command,
  CreateProfileCommand,
  EditProfileCommand,
} from "#shared/sync/command.ts";
import { addNoteRecord } from "#sync-server/clienteling/add-note.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { ProfileRefusal } from "#sync-server/profile/profile-refusal.ts";
import { touchClienteling } from "#sync-server/profile/profile-touch.ts";
import { appendAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { applyEditCommand } from "./apply-edit-command.ts";
import { decideAgendaCommand } from "./decide-agenda-command.ts";
import { decideClaimBenefitCommand } from "./decide-claim-benefit-command.ts";
import { decideClaimSaleCommand } from "./decide-claim-sale-command.ts";
import { decideGoodwillCommand } from "./decide-goodwill-command.ts";
import { decideHandOverCommand } from "./decide-hand-over-command.ts";
import { decideListCommand } from "./decide-list-command.ts";
import { decideLogCommand } from "./decide-log-command.ts";
import { decideMergeCommand } from "./decide-merge-command.ts";
import { decideRedeemBenefitCommand } from "./decide-redeem-benefit-command.ts";
import { decideRedeemCommand } from "./decide-redeem-command.ts";
import { decideReverseCommand } from "./decide-reverse-command.ts";
import { decideStepConnectionCommand } from "./decide-step-connection-command.ts";
import { beyondReach, type Reach } from "./device-reach.ts";
import { refuseOrCharge } from "./refuse-or-charge.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Decides a readable command against all facts and writes the result. A refusal is a value, never
 * an exception ([S14]), and writes nothing but its verdict.
 */
export const decideCommand = async (
  deps: WriteDeps,
  command: Command,
  reach: Reach,
): Promise<Outcome> => {
  if (command.kind === "withdrawn") return { status: "accepted", profileId: null };
  const beyond = await beyondReach(deps, command, reach);
  if (beyond) return refuseOrCharge(deps, command, reach, beyond);
  const { references, at } = reach;
  const { role } = assertDefined(references.staff, "staff whom the server knows");
  if (command.kind === "hand_over_book") return decideHandOverCommand(deps, command, role);
  if ("taskId" in command || "appointmentId" in command) {
    return decideAgendaCommand(deps, command, references.profileId, at);
  }
  const profileId = assertDefined(references.profileId, "the command names a profile");
  switch (command.kind) {
    case "redeem":
      return decideRedeemCommand(deps, command, profileId, reach);
    case "redeem_benefit":
      return decideRedeemBenefitCommand(deps, command, profileId, at);
    case "give_goodwill":
      return decideGoodwillCommand(deps, command, { profileId, role, at });
    case "reverse_redemption":
      return decideReverseCommand(deps, command, { profileId, role, at });
    case "claim_benefit":
      return decideClaimBenefitCommand(deps, command, profileId, at);
    case "create_profile":
      return createProfile(deps, command, profileId, at);
    case "edit_profile":
      return editProfile(deps, command, { profileId, role, at });
    case "add_note":
      return addNote(deps, command, profileId, at);
    case "log_visit":
    case "log_contact":
      return decideLogCommand(deps, command, profileId, at);
    case "create_list":
    case "add_list_item":
    case "change_list_item":
    case "remove_list_item":
      return decideListCommand(deps, command, profileId);
    case "step_connection":
      return decideStepConnectionCommand(deps, command, profileId);
    case "merge_profiles":
      return decideMergeCommand(deps, command, profileId, reach);
    case "claim_sale":
      return decideClaimSaleCommand(deps, command, profileId);
    default:
      return unreachable(command);
  }
};

/** [S10] The existing profile keeps its details; later commands for the new id go to it. */
const createProfile = async (
  deps: WriteDeps,
  command: CreateProfileCommand,
  profileId: ProfileId,
  at: Instant,
): Promise<Outcome> => {
  if (profileId !== command.profileId) return duplicateOf(profileId, "profileId", FOLLOWED);
  const created = await createProfileRecord(deps, {
    profileId,
    details: command.details,
    identities: command.identities,
    joinedAt: at,
    madeAt: at,
    joinedLocationId: command.locationId,
    joinedStaffId: command.staffId,
    ...(command.consent === null ? {} : { attributes: { comms: commsOfGiven(command.consent) } }),
  });
  if (created.ok) return { status: "accepted", profileId };
  if (created.error.reason === "duplicate_profile") {
    const { holderId, field } = created.error;
    await appendAlias(deps, profileId, holderId);
    await touchClienteling(deps, { profileId: holderId, kind: "merged", id: profileId });
    return duplicateOf(holderId, field, FOLLOWED);
  }
  return refusalOf(created.error, profileId);
};

const editProfile = async (
  deps: WriteDeps,
  command: EditProfileCommand,
  made: { readonly profileId: ProfileId; readonly role: StaffRole; readonly at: Instant },
): Promise<Outcome> => {
  const { profileId } = made;
  const edited = await applyEditCommand(deps, command, made);
  if (edited.ok) return { status: "accepted", profileId, ...edited.value };
  if (edited.error.reason !== "beyond_role") return refusalOf(edited.error, profileId);
  const detail = "associateId: somebody else looks after this profile.";
  return { status: "refused", reason: "beyond_role", detail, profileId };
};

const addNote = async (
  deps: WriteDeps,
  command: AddNoteCommand,
  profileId: ProfileId,
  at: Instant,
): Promise<Outcome> => {
  const { noteId, text, staffId, locationId, deviceId } = command;
  const note = { id: noteId, profileId, text, occurredAt: at, staffId, locationId };
  const added = await addNoteRecord(deps, { note, deviceId });
  if (added.ok) return { status: "accepted", profileId };
  const { reason } = added.error;
  return reason === "id_taken"
    ? {
        status: "refused",
        reason: "id_reused",
        detail: "noteId: another note has this id.",
        profileId,
      }
    : { status: "refused", reason, profileId };
};

const refusalOf = (refusal: ProfileRefusal, profileId: ProfileId): Outcome => {
  switch (refusal.reason) {
    case "id_taken":
      return duplicateOf(profileId, "profileId");
    case "duplicate_profile":
      return duplicateOf(refusal.holderId, refusal.field);
    case "invalid_details": {
      const detail = refusal.problems.map(({ field, reason }) => `${field}: ${reason}`).join("; ");
      return { status: "refused", reason: "invalid_details", detail, profileId };
    }
    case "not_allowed": {
      const detail = `${refusal.field}: not_allowed`;
      return { status: "refused", reason: "invalid_details", detail, profileId };
    }
    case "location_unknown":
      return { status: "refused", reason: "location_unknown", detail: refusal.field, profileId };
    // Of these a command sets consents only.
    case "address_unfit":
    case "attribute_unknown":
    case "too_many_attributes":
      return { status: "refused", reason: "invalid_details", detail: refusal.list, profileId };
    case "belonging_unknown":
      return { status: "refused", reason: "invalid_details", detail: refusal.what, profileId };
    case "status_unknown":
      return { status: "refused", reason: "invalid_details", detail: "statuses", profileId };
    case "too_many_identities":
      return { status: "refused", reason: "invalid_details", detail: "identities", profileId };
    case "too_many_an_hour":
    case "staff_unknown":
    case "profile_unknown":
    case "profile_deleted":
      return { status: "refused", reason: refusal.reason, profileId };
    default:
      return unreachable(refusal);
  }
};

/** True once the new profile's id is an alias of the existing one. */
const FOLLOWED = " Later changes for this customer go to that profile.";

const duplicateOf = (profileId: ProfileId, field: string, then = ""): Outcome => ({
  status: "refused",
  reason: "duplicate_profile",
  detail: `${field}: another profile has it.${then}`,
  profileId,
});
