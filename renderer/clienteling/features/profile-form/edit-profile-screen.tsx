import { useMemo, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { changesOf, type FormValues, valuesOfProfile } from "#renderer/clienteling/form-values.ts";
import { NotOnDevice } from "#renderer/clienteling/not-on-device.tsx";
import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import { type FormPlace, useFormPlace } from "#renderer/clienteling/use-form-place.ts";
import type { EditRefusal } from "#renderer/data/refusal.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { ProfileForm } from "./profile-form.tsx";

/**
 * Edits a profile. Only changed fields are sent, so that edits of different fields on two devices
 * both count.
 */
export const EditProfileScreen = ({
  profileId,
  onSaved,
  onOpen,
  onBack,
}: {
  readonly profileId: ProfileId;
  readonly onSaved: () => void;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onBack: () => void;
}) => {
  const view = useProfile(profileId);
  const place = useFormPlace();
  const staffId = useSession((session) => session.staffId);
  const [first, setFirst] = useState<Profile | null>(null);
  // The fields start with the profile as it was when the form opened. Facts that arrive while staff
  // type neither overwrite what they typed nor count as their changes.
  if (first === null && view != null) setFirst(view.profile);

  if (view === null) {
    return (
      <main id="main">
        <NotOnDevice onBack={onBack} />
      </main>
    );
  }
  if (first === null || view === undefined || place === null || staffId === null) {
    return (
      <main id="main">
        <LoadingRows label={say("customerForm.loading_customer")} rows={6} />
      </main>
    );
  }
  return (
    <EditForm
      profile={first}
      current={view.profile}
      place={place}
      onSaved={onSaved}
      onOpen={onOpen}
      onBack={onBack}
    />
  );
};

const EditForm = ({
  profile,
  current,
  place,
  onSaved,
  onOpen,
  onBack,
}: {
  /** As it was when the form opened. */
  readonly profile: Profile;
  readonly current: Profile;
  readonly place: FormPlace;
  readonly onSaved: () => void;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onBack: () => void;
}) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const draft = useDraft("edit_profile", profile.id);
  const initial = useMemo(() => valuesOfProfile(profile), [profile]);
  const latest = useMemo(() => valuesOfProfile(current), [current]);

  const save = async (values: FormValues): Promise<EditRefusal | null> => {
    if (staffId === null) return { reason: "not_ready" };
    const checked = changesOf(profile, values, { ...place, now: device.now() });
    if (!checked.ok) return { reason: "invalid_details", problems: checked.error };
    const changes = checked.value;
    if (Object.keys(changes).length === 0) return { reason: "no_changes" };
    const answer = await device.editProfile({ profileId: profile.id, changes, staffId });
    if (!answer.ok) return answer.error;
    // Before the profile is shown, which would offer to continue with it.
    void draft.forget();
    onSaved();
    return null;
  };

  return (
    <ProfileForm
      title={say("customerForm.edit", { name: personName(profile) })}
      submitLabel={say("customerForm.save")}
      initial={initial}
      latest={latest}
      place={place}
      self={profile.id}
      draft={draft}
      onSave={save}
      onOpen={onOpen}
      onBack={onBack}
    />
  );
};
