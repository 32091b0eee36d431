import { Button, TextInput, Title } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { detailsOf, EMPTY_VALUES } from "#renderer/clienteling/form-values.ts";
import type { EditRefusal } from "#renderer/data/refusal.ts";
import { Callout } from "#renderer/ui/callout.tsx";
import { givenConsent } from "#renderer/words/consent-wording.ts";
import { detailProblemSentence } from "#renderer/words/detail-problem.ts";
import { say } from "#renderer/words/say.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { BirthdayChoice, NO_BIRTHDAY } from "./birthday-choice.tsx";
import { ConsentChoice } from "./consent-choice.tsx";
import classes from "./kiosk.module.css";
import { KioskDone } from "./kiosk-done.tsx";

const EMPTY = { firstName: "", lastName: "", mobilePhone: "", email: "" };

/** Somebody joins by themselves ([X50]). They exist at once, also offline. */
export const JoinForm = ({
  staffId,
  onDone,
}: {
  readonly staffId: StaffId;
  readonly onDone: () => void;
}) => {
  const device = useDevice();
  const [values, setValues] = useState(EMPTY);
  const [birthday, setBirthday] = useState(NO_BIRTHDAY);
  const [given, setGiven] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<EditRefusal | null>(null);
  const [wasTried, setTried] = useState(false);
  const [joinedAs, setJoinedAs] = useState<string | null>(null);
  const isSaving = useRef(false);

  const hasName = values.firstName.trim() !== "" || values.lastName.trim() !== "";
  const hasContact = values.mobilePhone.trim() !== "" || values.email.trim() !== "";

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isSaving.current || !hasName || !hasContact) return;
    const details = detailsOf({
      ...EMPTY_VALUES,
      ...values,
      birthDay: birthday.day,
      birthMonth: birthday.month,
    });
    if (details === null) return setRefusal({ reason: "invalid_details", problems: [] });
    isSaving.current = true;
    const consent = givenConsent(given);
    const answer = await device.createProfile({ details, identities: [], consent, staffId });
    isSaving.current = false;
    if (answer.ok) setJoinedAs(values.firstName.trim() || values.lastName.trim());
    else setRefusal(answer.error);
  };

  if (joinedAs !== null) {
    return (
      <KioskDone title={say("kiosk.joined", { name: joinedAs })} onDone={onDone}>
        <p>{say("kiosk.joined_hint")}</p>
      </KioskDone>
    );
  }
  const problemAt = (names: readonly string[]): string | undefined => {
    if (refusal?.reason !== "invalid_details") return undefined;
    const found = refusal.problems.find(({ field }) => names.includes(field));
    return found && detailProblemSentence(found);
  };
  const field = (name: keyof typeof EMPTY) => ({
    size: "xl" as const,
    value: values[name],
    autoComplete: "off",
    maxLength: 200,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      setValues({ ...values, [name]: event.currentTarget.value });
      setRefusal(null);
    },
  });
  return (
    <form className={classes["form"]} onSubmit={(event) => void save(event)} noValidate>
      <Title order={1} className={classes["title"]}>
        {say("kiosk.join")}
      </Title>
      {refusal !== null && (
        <Callout
          tone="danger"
          title={
            refusal.reason === "duplicate_profile" ? say("kiosk.taken") : say("kiosk.check_fields")
          }
        >
          {refusal.reason !== "invalid_details" && say("kiosk.ask_staff")}
        </Callout>
      )}
      <TextInput
        label={say("kiosk.first_name")}
        error={wasTried && !hasName && say("kiosk.name_missing")}
        {...field("firstName")}
      />
      <TextInput label={say("kiosk.last_name")} {...field("lastName")} />
      <TextInput
        label={say("kiosk.mobile")}
        type="tel"
        inputMode="tel"
        error={
          (wasTried && !hasContact && say("kiosk.contact_missing")) || problemAt(["mobilePhone"])
        }
        {...field("mobilePhone")}
      />
      <TextInput
        label={say("kiosk.email")}
        type="email"
        inputMode="email"
        autoCapitalize="none"
        autoCorrect="off"
        error={problemAt(["email"])}
        {...field("email")}
      />
      <BirthdayChoice
        label={say("kiosk.birthday")}
        hint={say("kiosk.birthday_hint")}
        error={problemAt(["birthDay", "birthMonth"])}
        value={birthday}
        onChange={setBirthday}
      />
      <ConsentChoice given={given} onChange={setGiven} />
      <Button type="submit" size="xl" className={classes["main"]}>
        {say("kiosk.join")}
      </Button>
    </form>
  );
};
