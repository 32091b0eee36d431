import { browserZone } from "#renderer/data/browser/browser-zone.ts";
import type { ByStaff, EditRequest, NewCustomer, SettleRequest } from "#renderer/data/device.ts";
import { IS_REFUSED } from "#renderer/data/duplicate.ts";
import type { EditRefusal, NoteRefusal } from "#renderer/data/refusal.ts";
import { NOTE_LENGTH_MAX } from "#shared/clienteling/note.ts";
import {
  type CommandId,
  noteIdSchema,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { definedFields } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { oneLine, severalLines, storable } from "#shared/kernel/text.ts";
import { checkChanges, checkDetails } from "#shared/profile/check-details.ts";
import { consentIn, consentNamed } from "#shared/profile/consent.ts";
import { type ProfileDetails, profileDetailsSchema } from "#shared/profile/profile.ts";
import type { EditProfileCommand } from "#shared/sync/command.ts";
import { commsOf } from "#shared/sync/pending.ts";
import { findDuplicates, readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/** Until the location is known, phone numbers need their country code. */
const NO_COUNTRY = "";

/**
 * Creates a profile. Refused on the spot if one on this device has the same email, phone or card.
 */
export const createProfile = async (
  deps: OperationDeps,
  request: NewCustomer & ByStaff,
): Promise<
  Result<{ readonly profileId: ProfileId; readonly commandId: CommandId }, EditRefusal>
> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const checked = checkDetails(request.details, { ...ruleOf(deps), needsContact: true });
  if (!checked.ok) return err({ reason: "invalid_details", problems: checked.error });
  const draft = { details: checked.value, identities: request.identities };
  const same = (await findDuplicates(deps, draft)).find(({ matched }) => IS_REFUSED[matched]);
  if (same) return err({ reason: "duplicate_profile", profileId: same.profile.id });

  const profileId = profileIdSchema.parse(deps.parts.newId());
  const submitted = await submitCommand(deps, {
    ...commandBase(deps, request.staffId),
    kind: "create_profile",
    profileId,
    ...draft,
    consent: request.consent ?? null,
  });
  return submitted.ok ? ok({ profileId, ...submitted.value }) : submitted;
};

/** Edits only the fields that were changed ([S9]), and says what they were ([S25]). */
export const editProfile = async (
  deps: OperationDeps,
  request: EditRequest & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, EditRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const [profile] = await readCurrentProfiles(deps, [request.profileId]);
  if (!profile) return err({ reason: "profile_unknown" });
  const before = profileDetailsSchema.parse(profile);
  const rule = { ...ruleOf(deps), needsContact: false };
  const checked = checkChanges(before, definedFields(request.changes), rule);
  if (!checked.ok) return err({ reason: "invalid_details", problems: checked.error });
  const changes = changedFields(before, checked.value);
  const comms = commsOf(profile);
  const consent = (request.consent ?? [])
    .map(({ name, allowed }) => ({ name, allowed, was: consentIn(comms, name) }))
    .filter(({ allowed, was }) => allowed !== was);
  if (Object.keys(changes).length === 0 && consent.length === 0) {
    return err({ reason: "no_changes" });
  }
  return submitEdit(deps, request, {
    changes,
    basis: fieldsOf(before, Object.keys(changes)),
    consent,
  });
};

/** Says which of two edits is right: the overruled one, or what the profile says ([S25]). */
export const settleOverruled = async (
  deps: OperationDeps,
  request: SettleRequest & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, EditRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const { profileId, use } = request;
  const { field, value } = request.overruled;
  const [profile] = await readCurrentProfiles(deps, [profileId]);
  if (!profile) return err({ reason: "profile_unknown" });
  const name = consentNamed(field);
  if (name !== null) {
    const was = consentIn(commsOf(profile), name);
    const allowed = (use ? value : was) === true;
    return submitEdit(deps, request, {
      ...{ changes: {}, basis: {} },
      consent: [{ name, allowed, was }],
    });
  }
  const basis = fieldsOf(profileDetailsSchema.parse(profile), [field]);
  const used = profileDetailsSchema.partial().safeParse({ [field]: value }).data ?? {};
  return submitEdit(deps, request, { changes: use ? used : basis, basis, consent: [] });
};

const submitEdit = (
  deps: OperationDeps,
  { profileId, staffId }: { readonly profileId: ProfileId } & ByStaff,
  edit: Pick<EditProfileCommand, "changes" | "basis" | "consent">,
): Promise<Result<{ readonly commandId: CommandId }, EditRefusal>> => {
  const base = commandBase(deps, staffId);
  return submitCommand(deps, { ...base, kind: "edit_profile", profileId, ...edit });
};

/** Writes a note about a profile. */
export const addNote = async (
  deps: OperationDeps,
  request: { readonly profileId: ProfileId; readonly text: string } & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, NoteRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const text = severalLines(storable(request.text)).trim();
  // Marks of direction alone show nothing.
  if (oneLine(text).trim() === "") return err({ reason: "text_empty" });
  if (text.length > NOTE_LENGTH_MAX) {
    return err({ reason: "text_too_long", maxLength: NOTE_LENGTH_MAX });
  }
  const [profile] = await readCurrentProfiles(deps, [request.profileId]);
  if (!profile) return err({ reason: "profile_unknown" });

  return submitCommand(deps, {
    ...commandBase(deps, request.staffId),
    kind: "add_note",
    profileId: request.profileId,
    noteId: noteIdSchema.parse(deps.parts.newId()),
    text,
  });
};

/** The country whose phone numbers need no country code here. */
export const countryOf = (deps: Pick<OperationDeps, "config">): string =>
  deps.config().ownLocation?.country ?? NO_COUNTRY;

const ruleOf = (deps: OperationDeps) => ({
  country: countryOf(deps),
  now: deps.time.now(),
  timezone: deps.config().tenant?.timezone ?? browserZone(),
});

/** The fields that differ. The parts of a birthday are one field ([S25]). */
const changedFields = (before: ProfileDetails, after: ProfileDetails): Partial<ProfileDetails> => {
  const fields = profileDetailsSchema.keyof().options;
  const changed = fields.filter((field) => before[field] !== after[field]);
  const isBirthday = changed.some((field) => BIRTHDAY.includes(field));
  return fieldsOf(after, isBirthday ? [...changed, ...BIRTHDAY] : changed);
};

const BIRTHDAY: readonly string[] = ["birthDay", "birthMonth", "birthYear"];

/** Some fields of a profile, as far as they can be sent: old records may have faults. */
const fieldsOf = (details: ProfileDetails, names: readonly string[]): Partial<ProfileDetails> =>
  Object.entries(details)
    .filter(([field]) => names.includes(field))
    .reduce<Partial<ProfileDetails>>((fields, [field, value]) => {
      const read = profileDetailsSchema.partial().safeParse({ [field]: value });
      return { ...fields, ...definedFields(read.data ?? {}) };
    }, {});
