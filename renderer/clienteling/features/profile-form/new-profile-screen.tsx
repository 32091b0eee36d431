import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import {
  detailsOf,
  type FormValues,
  identitiesOf,
  valuesOfTyped,
} from "#renderer/clienteling/form-values.ts";
import { useConfig, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useDraft } from "#renderer/clienteling/use-draft.ts";
import { useFormPlace } from "#renderer/clienteling/use-form-place.ts";
import type { EditRefusal } from "#renderer/data/refusal.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { toast } from "#renderer/ui/toast.tsx";
import { givenConsent } from "#renderer/words/consent-wording.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { consentsOf } from "./consent-field.tsx";
import { ProfileForm } from "./profile-form.tsx";

/** Creates a profile, starting from what was searched for. It exists at once, even offline. */
export const NewProfileScreen = ({
  typed,
  isCard,
  onSaved,
  onBack,
}: {
  readonly typed: string;
  readonly isCard: boolean;
  readonly onSaved: (profileId: ProfileId) => void;
  readonly onBack: () => void;
}) => {
  const device = useDevice();
  const staffId = useSession((session) => session.staffId);
  const draft = useDraft("create_profile", typed);
  const place = useFormPlace();
  const config = useConfig();
  const staff = useStaff();
  const country = place?.country ?? "";
  const initial = useMemo(() => valuesOfTyped(typed, isCard, country), [typed, isCard, country]);
  if (place === null || staffId === null) {
    return (
      <main id="main">
        <LoadingRows label={say("customerForm.loading")} rows={6} />
      </main>
    );
  }

  const save = async (values: FormValues): Promise<EditRefusal | null> => {
    const details = detailsOf(values);
    if (details === null) return { reason: "invalid_details", problems: [] };
    const answer = await device.createProfile({
      details,
      identities: identitiesOf(values),
      consent: givenConsent(consentsOf(values.consent)),
      staffId,
    });
    if (!answer.ok) return answer.error;
    void draft.forget();
    toast(say("customerForm.created", { name: personName(details) }));
    onSaved(answer.value.profileId);
    return null;
  };

  return (
    <ProfileForm
      title={say("customerForm.new")}
      submitLabel={say("customerForm.create")}
      initial={initial}
      latest={initial}
      place={place}
      self={null}
      draft={draft}
      foot={
        <Text size="sm" c="dimmed">
          {say("customerForm.joins", {
            location: config?.ownLocation?.name ?? "",
            name: staff?.find(({ id }) => id === staffId)?.name ?? "",
          })}
        </Text>
      }
      onSave={save}
      onOpen={onSaved}
      onBack={onBack}
    />
  );
};
