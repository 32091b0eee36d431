import { NativeSelect, TextInput } from "@mantine/core";
import { type FocusEvent, useId } from "react";
import { monthNames } from "#renderer/words/chosen-locale.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./birthday-field.module.css";
import type { FormValues } from "./form-values.ts";

/** The parts of a birthday. They are validated together. */
export const BIRTH_FIELDS = ["birthDay", "birthMonth", "birthYear"] as const;
type BirthField = (typeof BIRTH_FIELDS)[number];

/** What the form gives each of its fields. */
export type FieldProps = {
  readonly name: keyof FormValues;
  readonly value: string;
  readonly error: string | undefined;
  readonly autoComplete: string;
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
};

/** Day, month and year. Each part is marked by itself; the sentences are below all three. */
export const BirthdayField = ({ field }: { readonly field: (name: BirthField) => FieldProps }) => {
  const problemId = useId();
  const problems = BIRTH_FIELDS.flatMap((name) => {
    const { error } = field(name);
    return error === undefined ? [] : [{ name, error }];
  });
  const part = (name: BirthField) => {
    const isWrong = problems.some((problem) => problem.name === name);
    return {
      ...field(name),
      error: isWrong,
      // Mantine sets "aria-describedby" itself.
      "aria-errormessage": isWrong ? `${problemId}-${name}` : undefined,
    };
  };
  return (
    <fieldset className={classes["birthday"]}>
      <legend>{say("customerForm.birthday")}</legend>
      <TextInput
        aria-label={say("customerForm.day_of_birth")}
        placeholder={say("customerForm.day")}
        inputMode="numeric"
        {...part("birthDay")}
        maxLength={2}
      />
      <NativeSelect
        aria-label={say("customerForm.month_of_birth")}
        data={MONTHS}
        {...part("birthMonth")}
      />
      <TextInput
        aria-label={say("customerForm.year_of_birth")}
        placeholder={say("customerForm.year")}
        inputMode="numeric"
        {...part("birthYear")}
        maxLength={4}
      />
      {problems.map(({ name, error }) => (
        <p key={name} id={`${problemId}-${name}`} className={classes["problem"]}>
          {error}
        </p>
      ))}
    </fieldset>
  );
};

const MONTHS = [
  { value: "", label: say("customerForm.month") },
  ...monthNames().map((label, month) => ({ value: String(month + 1), label })),
];
