import { NativeSelect } from "@mantine/core";
import { monthNames } from "#renderer/words/chosen-locale.ts";
import { say } from "#renderer/words/say.ts";
import classes from "./kiosk.module.css";

/** The day and month of a birthday, as somebody chooses them; empty until then. */
export type ChosenBirthday = { readonly day: string; readonly month: string };

export const NO_BIRTHDAY: ChosenBirthday = { day: "", month: "" };

/** Asks for the day and month of a birthday by choosing, so that neither can be mixed up. */
export const BirthdayChoice = ({
  label,
  hint,
  error,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: ChosenBirthday;
  readonly onChange: (value: ChosenBirthday) => void;
}) => (
  <fieldset className={classes["birthday"]}>
    <legend>{label}</legend>
    {hint !== undefined && <p className={classes["hint"]}>{hint}</p>}
    <NativeSelect
      size="xl"
      aria-label={say("kiosk.day")}
      data={[{ value: "", label: say("kiosk.day") }, ...DAYS]}
      value={value.day}
      error={error !== undefined}
      onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
    />
    <NativeSelect
      size="xl"
      aria-label={say("kiosk.month")}
      data={[{ value: "", label: say("kiosk.month") }, ...MONTHS]}
      value={value.month}
      error={error !== undefined}
      onChange={(event) => onChange({ ...value, month: event.currentTarget.value })}
    />
    {error !== undefined && (
      <p role="alert" className={classes["problem"]}>
        {error}
      </p>
    )}
  </fieldset>
);

const DAYS = Array.from({ length: 31 }, (_, day) => String(day + 1));

const MONTHS = monthNames().map((label, month) => ({ value: String(month + 1), label }));
