import { Button, TextInput, Title } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { draftOf, EMPTY_VALUES } from "#renderer/clienteling/form-values.ts";
import { useFormPlace } from "#renderer/clienteling/use-form-place.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { Device } from "#renderer/data/device.ts";
import { IS_REFUSED } from "#renderer/data/duplicate.ts";
import { useKiosk } from "#renderer/state/kiosk-store.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import { provenBy, triesAgainAt, withWrongTry } from "#shared/clienteling/kiosk.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { BirthdayChoice, NO_BIRTHDAY } from "./birthday-choice.tsx";
import classes from "./kiosk.module.css";

/** Asks who somebody is, and opens nothing until they have proven it ([X51]). */
export const ProveForm = ({
  title,
  onProven,
}: {
  readonly title: string;
  readonly onProven: (profileId: ProfileId) => void;
}) => {
  const device = useDevice();
  const format = useFormat();
  const place = useFormPlace();
  const now = useNow(1000);
  const { wrongAt, countWrong } = useKiosk();
  const [who, setWho] = useState("");
  const [birthday, setBirthday] = useState(NO_BIRTHDAY);
  const [state, setState] = useState<"typing" | "incomplete" | "wrong">("typing");
  const isAsking = useRef(false);
  const againAt = triesAgainAt(wrongAt, now);
  const isComplete = who.trim() !== "" && birthday.day !== "" && birthday.month !== "";

  const prove = async (event: FormEvent) => {
    event.preventDefault();
    if (isAsking.current || triesAgainAt(useKiosk.getState().wrongAt, device.now()) !== null)
      return;
    if (!isComplete) return setState("incomplete");
    isAsking.current = true;
    const found = await customersWith(device, who, place?.country ?? "");
    const proven = provenBy(found, { day: Number(birthday.day), month: Number(birthday.month) });
    isAsking.current = false;
    if (proven !== null) return onProven(proven.id);
    countWrong(withWrongTry(useKiosk.getState().wrongAt, device.now()));
    setState("wrong");
  };

  return (
    <form className={classes["form"]} onSubmit={(event) => void prove(event)} noValidate>
      <Title order={1} className={classes["title"]}>
        {title}
      </Title>
      {againAt !== null ? (
        <Callout tone="danger" title={say("kiosk.wait")}>
          {say("kiosk.wait_hint", { time: format.time(againAt) })}
        </Callout>
      ) : (
        state === "wrong" && (
          <Callout tone="danger" title={say("kiosk.no_match")}>
            {say("kiosk.no_match_hint")}
          </Callout>
        )
      )}
      <TextInput
        size="xl"
        label={say("kiosk.who_label")}
        description={say("kiosk.who_hint")}
        error={state === "incomplete" && who.trim() === "" && say("kiosk.who_missing")}
        value={who}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        maxLength={200}
        // A scanner types into it.
        autoFocus
        onChange={(event) => {
          setWho(event.currentTarget.value);
          setState("typing");
        }}
      />
      <BirthdayChoice
        label={say("kiosk.your_birthday")}
        error={
          state === "incomplete" && who.trim() !== "" ? say("kiosk.birthday_missing") : undefined
        }
        value={birthday}
        onChange={(next) => {
          setBirthday(next);
          setState("typing");
        }}
      />
      <Button type="submit" size="xl" className={classes["main"]} disabled={againAt !== null}>
        {say("kiosk.next")}
      </Button>
    </form>
  );
};

/** The customers with exactly this email address, mobile number or card. */
const customersWith = async (
  device: Device,
  text: string,
  country: string,
): Promise<readonly Pick<Profile, "id" | "birthDay" | "birthMonth">[]> => {
  const isEmail = text.includes("@");
  const typed = isEmail ? { email: text } : { mobilePhone: text };
  const draft = draftOf({ ...EMPTY_VALUES, ...typed }, country);
  const same = draft === null ? [] : await device.findDuplicates(draft);
  const byContact = same.flatMap(({ matched, profile }) => (IS_REFUSED[matched] ? [profile] : []));
  const holder = isEmail ? null : await device.findByIdentifier(text.trim());
  const byCard = holder?.kind === "one" ? await device.readProfiles([holder.profileId]) : [];
  return [...byContact, ...byCard];
};
