import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { BirthdayField, type FieldProps } from "#renderer/clienteling/birthday-field.tsx";
import type { FormValues } from "#renderer/clienteling/form-values.ts";
import { genderChoices } from "#renderer/words/gender.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./profile-form.module.css";

/** What few customers are asked for at a till. */
export const MoreFields = ({
  field,
  hasCard,
  cardNotes,
}: {
  readonly field: (name: keyof FormValues) => FieldProps;
  /** A card is added with a new customer only. */
  readonly hasCard: boolean;
  readonly cardNotes: ReactNode;
}) => (
  <>
    {hasCard && (
      <TextInput
        label={say("customerForm.card")}
        placeholder={say("customerForm.card_hint")}
        data-keeps-scans
        {...field("card")}
      />
    )}
    {cardNotes}
    <BirthdayField field={field} />
    <div className={classes["pair"]}>
      <TextInput
        label={say("customerForm.person_title")}
        placeholder={say("customerForm.title_hint")}
        {...field("title")}
      />
      <NativeSelect
        label={say("customerForm.gender")}
        data={genderChoices(say("customerForm.gender_unknown"))}
        {...field("gender")}
      />
    </div>
    <TextInput
      label={say("customerForm.other_phone")}
      type="tel"
      inputMode="tel"
      {...field("secondaryPhone")}
    />
  </>
);
