import { Button, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { CHANNEL_WORDS } from "#renderer/words/overruled.ts";
import { say } from "#renderer/words/say.ts";
import { entriesOf } from "#shared/kernel/object.ts";
import classes from "./profile-form.module.css";

/** The consents that a form's text names. */
export const consentsOf = (text: string): readonly string[] =>
  text.split(" ").filter((name) => name !== "");

/** By which ways the customer wants to hear of offers, under the sentence that asks them. */
export const ConsentField = ({
  value,
  onChange,
}: {
  /** The names of the consents, with a space between. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}) => {
  const given = consentsOf(value);
  return (
    <fieldset className={classes["consent"]}>
      <legend>{say("customerForm.consent")}</legend>
      <Text size="sm" c="dimmed">
        {say("customerForm.wording")}
      </Text>
      <div className={classes["channels"]}>
        {entriesOf(CHANNEL_WORDS).map(([channel, label]) => {
          const name = `${channel}_promo`;
          const isGiven = given.includes(name);
          return (
            <Button
              key={channel}
              variant={isGiven ? "light" : "default"}
              px="sm"
              aria-pressed={isGiven}
              leftSection={isGiven ? <IconCheck size={18} aria-hidden /> : undefined}
              onClick={() =>
                onChange(
                  (isGiven ? given.filter((each) => each !== name) : [...given, name]).join(" "),
                )
              }
            >
              {label}
            </Button>
          );
        })}
      </div>
    </fieldset>
  );
};
