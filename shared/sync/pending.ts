import type { Note } from "#shared/clienteling/note.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { later } from "#shared/kernel/time.ts";
import { type Account, foldAccount } from "#shared/ledger/account.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { decideRedeem } from "#shared/redemption/decide.ts";
import type { Command } from "./command.ts";

/**
 * The account as the screen shows it: facts with the commands that have no verdict yet replayed on
 * top, by the server's own rules ([S6]). Nothing of it is stored, so there is nothing to roll back.
 */
export const projectPending = (
  confirmed: Account,
  programme: Programme,
  pending: readonly Command[],
): Account =>
  pending.reduce((account, command) => projectCommand(account, programme, command), confirmed);

const projectCommand = (account: Account, programme: Programme, command: Command): Account => {
  if (command.kind !== "redeem" || command.profileId !== account.profileId) return account;
  // As the server will: never judged before the device's last contact with it ([S8]).
  const occurredAt = later(command.occurredAt, command.lastContactAt);
  const request = { ...command, occurredAt, whenShort: "partly" } as const;
  const decision = decideRedeem(account, programme, request);
  return decision.ok ? foldAccount(decision.value.drafts, account) : account;
};

/**
 * The profile as the screen shows it: pending edits on top of the fact, or a profile that only a
 * pending command has made. Null when neither is there.
 */
export const projectPendingProfile = (
  profileId: ProfileId,
  confirmed: Profile | null,
  pending: readonly Command[],
): Profile | null =>
  pending.reduce<Profile | null>((profile, command) => {
    if (command.kind === "create_profile" && command.profileId === profileId) {
      return profile ?? profileOf(command);
    }
    if (command.kind === "edit_profile" && command.profileId === profileId && profile) {
      return { ...profile, ...definedFields(command.changes) };
    }
    return profile;
  }, confirmed);

const profileOf = (command: Extract<Command, { kind: "create_profile" }>): Profile => ({
  ...command.details,
  id: command.profileId,
  profileType: "active",
  identities: command.identities.map((identity, index) => ({
    ...identity,
    isPrimary: index === 0,
    isActive: true,
  })),
  tags: [],
  joinedAt: command.occurredAt,
  joinedLocationId: command.locationId,
  joinedStaffId: command.staffId,
  preferredLocationId: command.locationId,
  version: 1,
  createdAt: command.occurredAt,
  updatedAt: command.occurredAt,
});

/** The notes of a profile that only pending commands have made, newest first. */
export const pendingNotes = (profileId: ProfileId, pending: readonly Command[]): readonly Note[] =>
  pending
    .flatMap((command) =>
      command.kind === "add_note" && command.profileId === profileId
        ? [
            {
              id: command.noteId,
              profileId: command.profileId,
              text: command.text,
              occurredAt: command.occurredAt,
              staffId: command.staffId,
              locationId: command.locationId,
            },
          ]
        : [],
    )
    .reverse();
