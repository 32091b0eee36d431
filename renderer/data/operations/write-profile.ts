import { browserZone } from "#renderer/data/browser/browser-zone.ts";
import type { ByStaff, ProfileDraft } from "#renderer/data/device.ts";
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
import { type ProfileDetails, profileDetailsSchema } from "#shared/profile/profile.ts";
import { findDuplicates, readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps } from "./operation-deps.ts";

/** Until the location is known, phone numbers need their country code. */
const NO_COUNTRY = "";

/**
 * Creates a profile. Refused on the spot if one on this device has the same email, phone or card.
 */
export const createProfile = async (
  deps: OperationDeps,
  request: ProfileDraft & ByStaff,
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
  const submitted = await deps.outbox.submit({
    ...commandBase(deps, request.staffId),
    kind: "create_profile",
    profileId,
    ...draft,
  });
  if (!submitted.ok) return submitted;
  deps.wakePusher();
  return ok({ profileId, commandId: submitted.value.commandId });
};

/** Edits only the fields that were changed ([S9]). */
export const editProfile = async (
  deps: OperationDeps,
  request: { readonly profileId: ProfileId; readonly changes: Partial<ProfileDetails> } & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, EditRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const [profile] = await readCurrentProfiles(deps, [request.profileId]);
  if (!profile) return err({ reason: "profile_unknown" });
  const before = profileDetailsSchema.parse(profile);
  const rule = { ...ruleOf(deps), needsContact: false };
  const checked = checkChanges(before, definedFields(request.changes), rule);
  if (!checked.ok) return err({ reason: "invalid_details", problems: checked.error });
  const changes = changedFields(before, checked.value);
  if (Object.keys(changes).length === 0) return err({ reason: "no_changes" });

  const submitted = await deps.outbox.submit({
    ...commandBase(deps, request.staffId),
    kind: "edit_profile",
    profileId: request.profileId,
    changes,
  });
  if (!submitted.ok) return submitted;
  deps.wakePusher();
  return ok({ commandId: submitted.value.commandId });
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

  const submitted = await deps.outbox.submit({
    ...commandBase(deps, request.staffId),
    kind: "add_note",
    profileId: request.profileId,
    noteId: noteIdSchema.parse(deps.parts.newId()),
    text,
  });
  if (!submitted.ok) return submitted;
  deps.wakePusher();
  return ok({ commandId: submitted.value.commandId });
};

/** The country whose phone numbers need no country code here. */
export const countryOf = (deps: Pick<OperationDeps, "config">): string =>
  deps.config().ownLocation?.country ?? NO_COUNTRY;

const ruleOf = (deps: OperationDeps) => ({
  country: countryOf(deps),
  now: deps.time.now(),
  timezone: deps.config().tenant?.timezone ?? browserZone(),
});

const changedFields = (before: ProfileDetails, after: ProfileDetails): Partial<ProfileDetails> => {
  const changed = new Set<string>(
    profileDetailsSchema.keyof().options.filter((field) => before[field] !== after[field]),
  );
  const fields = Object.entries(after).filter(([field]) => changed.has(field));
  return definedFields(profileDetailsSchema.partial().parse(Object.fromEntries(fields)));
};
