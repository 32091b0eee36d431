import { Button, TextInput, Title } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import type { EditRefusal } from "#renderer/data/refusal.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { LoadingRows } from "#renderer/ui/loading-rows.tsx";
import { detailProblemSentence } from "#renderer/words/detail-problem.ts";
import { maskEmail, maskPhone } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { consentIn } from "#shared/profile/consent.ts";
import { commsOf } from "#shared/sync/pending.ts";
import { ConsentChoice, OFFERS } from "./consent-choice.tsx";
import { firstNameOf } from "./first-name.ts";
import classes from "./kiosk.module.css";
import { KioskDone } from "./kiosk-done.tsx";

/**
 * Somebody who has proven who they are says whether they can still be reached ([X51]). What is
 * known is shown masked; only what they type or choose is sent.
 */
export const DetailsForm = ({
  profileId,
  staffId,
  onDone,
}: {
  readonly profileId: ProfileId;
  readonly staffId: StaffId;
  readonly onDone: () => void;
}) => {
  const device = useDevice();
  const view = useProfile(profileId);
  const [mobilePhone, setMobilePhone] = useState("");
  const [email, setEmail] = useState("");
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [refusal, setRefusal] = useState<EditRefusal | null>(null);
  const [isSaved, setSaved] = useState(false);
  const isSaving = useRef(false);

  if (view === undefined) return <LoadingRows label={say("kiosk.details")} rows={5} />;
  if (view === null)
    return (
      <KioskDone title={say("kiosk.ask_staff")} onDone={onDone}>
        {null}
      </KioskDone>
    );
  const { profile } = view;
  const comms = commsOf(profile);
  const allowed = OFFERS.flatMap(({ name }) => (consentIn(comms, name) === true ? [name] : []));
  const given = chosen ?? allowed;
  const changes = {
    ...(mobilePhone.trim() === "" ? {} : { mobilePhone: mobilePhone.trim() }),
    ...(email.trim() === "" ? {} : { email: email.trim() }),
  };
  const consent = OFFERS.flatMap(({ name }) =>
    given.includes(name) === allowed.includes(name)
      ? []
      : [{ name, allowed: given.includes(name) }],
  );
  const isChanged = Object.keys(changes).length > 0 || consent.length > 0;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged) return setSaved(true);
    if (isSaving.current) return;
    isSaving.current = true;
    const answer = await device.editProfile({ profileId, changes, consent, staffId });
    isSaving.current = false;
    // What was typed may be what is known already.
    if (answer.ok || answer.error.reason === "no_changes") setSaved(true);
    else setRefusal(answer.error);
  };

  if (isSaved) {
    return (
      <KioskDone title={say("kiosk.saved", { name: firstNameOf(profile) })} onDone={onDone}>
        <p>{say("kiosk.saved_hint")}</p>
      </KioskDone>
    );
  }
  const problemAt = (name: string): string | undefined => {
    if (refusal?.reason !== "invalid_details") return undefined;
    const found = refusal.problems.find(({ field }) => field === name);
    return found && detailProblemSentence(found);
  };
  const known = (value: string | null) => say("kiosk.now", { value: value ?? say("kiosk.none") });
  return (
    <form className={classes["form"]} onSubmit={(event) => void save(event)} noValidate>
      <Title order={1} className={classes["title"]}>
        {say("kiosk.your_details")}
      </Title>
      {refusal !== null && (
        <Callout tone="danger" title={say("kiosk.check_fields")}>
          {refusal.reason !== "invalid_details" && say("kiosk.ask_staff")}
        </Callout>
      )}
      <TextInput
        size="xl"
        label={say("kiosk.new_mobile")}
        description={known(profile.mobilePhone && maskPhone(profile.mobilePhone))}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        maxLength={200}
        error={problemAt("mobilePhone")}
        value={mobilePhone}
        onChange={(event) => {
          setMobilePhone(event.currentTarget.value);
          setRefusal(null);
        }}
      />
      <TextInput
        size="xl"
        label={say("kiosk.new_email")}
        description={known(profile.email && maskEmail(profile.email))}
        type="email"
        inputMode="email"
        autoCapitalize="none"
        autoCorrect="off"
        autoComplete="off"
        maxLength={200}
        error={problemAt("email")}
        value={email}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
          setRefusal(null);
        }}
      />
      <ConsentChoice given={given} onChange={setChosen} />
      <Button type="submit" size="xl" className={classes["main"]}>
        {say(isChanged ? "kiosk.save" : "kiosk.right")}
      </Button>
    </form>
  );
};
